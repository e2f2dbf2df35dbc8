export { neuralGeneratorBytes, readNeuralGenerator, trainNeuralGenerator, type NeuralGenerator } from './neural-generator.js';
export { sampleNeuralTable, sampleSweptTable } from './sample-neural.js';
