import { Command } from 'commander';

export const deviceCommand = (): Command =>
  new Command('device')
    .description('What computes networks at this site, and why. Tables need no network and no GPU.')
    .option('--expect-gpu', 'end with an error unless a GPU computes', false)
    .option('--json', 'print one JSON object', false)
    .addHelpText('after', '\nExample:\n  commonward-site device --expect-gpu')
    .action(show);

async function show(options: { expectGpu: boolean; json: boolean }): Promise<void> {
  // Loaded on demand: no other command needs it, and it takes half a second.
  const { openSiteBackend } = await import('../backends/index.js');
  const { name, device, description, reason } = await openSiteBackend(options);
  const lines = options.json
    ? [JSON.stringify({ backend: name, device, description, reason })]
    : [`backend  ${name}`, `device   ${device} (${description})`, `reason   ${reason}`];
  process.stdout.write(`${lines.join('\n')}\n`);
}
