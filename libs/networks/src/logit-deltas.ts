import { sigmoid, sub, type Tensor2D } from '@tensorflow/tfjs-core';

/** What a discriminator is shown: its loss is softplus(-logit) for real examples, softplus(logit) for synthetic ones. */
export type Shown = 'real' | 'synthetic';

/** What the loss of each example changes by with its logit, [B, 1]. */
export function logitDeltas(logits: Tensor2D, shown: Shown): Tensor2D {
  const synthetic = sigmoid(logits);
  return shown === 'synthetic' ? synthetic : sub(synthetic, 1);
}
