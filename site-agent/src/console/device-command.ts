import { Command } from 'commander';
import { threadsText } from '../training/threads-text.js';
import { threadsOption } from './threads-option.js';

export const deviceCommand = (): Command =>
  new Command('device')
    .description('What computes networks at this site, and why. Tables need no network and no GPU.')
    .option('--expect-gpu', 'end with an error unless a GPU computes', false)
    .addOption(threadsOption())
    .option('--measure', 'say how many images a second it can learn from, which takes some seconds', false)
    .option('--json', 'print one JSON object', false)
    .addHelpText('after', '\nExample:\n  commonward-site device --expect-gpu\n  commonward-site device --measure --threads 4')
    .action(show);

interface DeviceOptions {
  readonly expectGpu: boolean;
  readonly threads: number;
  readonly measure: boolean;
  readonly json: boolean;
}

async function show({ measure, json, ...options }: DeviceOptions): Promise<void> {
  // Loaded on demand: no other command needs it, and it takes half a second.
  const { openNetworkDevice } = await import('../training/network-device.js');
  const { imagesPerSecond, typicalNetwork } = await import('../training/device-speed.js');
  const opened = await openNetworkDevice(options);
  const { backend: { name, device, description, reason }, threads } = opened;
  const speed = measure ? Math.round(imagesPerSecond(opened.checked(typicalNetwork, Infinity))) : null;
  opened.close();
  const lines = json
    ? [JSON.stringify({ backend: name, device, description, threads, reason, ...(speed === null ? {} : { imagesPerSecond: speed }) })]
    : [`backend  ${name}`, `device   ${device} (${description}, ${threadsText(threads)})`, `reason   ${reason}`, ...(speed === null ? [] : [`speed    ${speed} images a second (${typicalNetwork.description})`])];
  process.stdout.write(`${lines.join('\n')}\n`);
}
