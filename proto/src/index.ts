export * from './gen/commonward/federation/v1/federation.js';
