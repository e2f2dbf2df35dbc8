import type { Absent, Contender, Turn } from './contender.js';
import { startLineProcess } from './line-process.js';

/**
 * Opacus with the same models, batches, clipping norm and noise multiplier, in both of its modes; torch.nn.GRU cannot be
 * hooked, so it has its own. Its noise is not the cryptographic one (secure_mode), which is slower.
 */
const PROGRAM = `
import json, platform, sys, time, warnings
warnings.filterwarnings('ignore')
import torch, opacus
from torch import nn
from opacus import GradSampleModule
from opacus.grad_sample import GradSampleModuleFastGradientClipping
from opacus.layers import DPGRU
from opacus.optimizers import DPOptimizer
from opacus.optimizers.optimizer_fast_gradient_clipping import DPOptimizerFastGradientClipping
from opacus.utils.fast_gradient_clipping_utils import DPLossFastGradientClipping
torch.manual_seed(0); torch.set_num_threads(1)
class Gru(nn.Module):
    def __init__(self):
        super().__init__(); self.gru = DPGRU(8, 64, batch_first=True); self.out = nn.Linear(64, 1)
    def forward(self, x): return self.out(self.gru(x)[0][:, -1])
def lrelu(): return nn.LeakyReLU(.2)
MODELS = {
    'mlp': (lambda: nn.Sequential(nn.Linear(800, 256), lrelu(), nn.Linear(256, 256), lrelu(), nn.Linear(256, 1)), 500, (800,)),
    'dcgan': (lambda: nn.Sequential(nn.Conv2d(1, 64, 4, 2, 1), lrelu(), nn.Conv2d(64, 128, 4, 2, 1), lrelu(), nn.Flatten(), nn.Linear(6272, 1)), 64, (1, 28, 28)),
    'conv1d': (lambda: nn.Sequential(nn.Conv1d(8, 64, 5, 2, 2), lrelu(), nn.Conv1d(64, 64, 5, 2, 2), lrelu(), nn.Flatten(), nn.Linear(768, 1)), 128, (8, 48)),
    'gru': (Gru, 128, (24, 8)),
}
def training(name, mode):
    make, batch, shape = MODELS[name]
    x, y = torch.randn(batch, *shape), torch.ones(batch, 1)
    terms = dict(noise_multiplier=1.0, max_grad_norm=.5, expected_batch_size=batch)
    if mode == 'hooks':
        model = GradSampleModule(make()); optimizer = DPOptimizer(torch.optim.SGD(model.parameters(), 1e-3), **terms); loss = nn.BCEWithLogitsLoss()
    else:
        model = GradSampleModuleFastGradientClipping(make(), max_grad_norm=.5, use_ghost_clipping=True)
        optimizer = DPOptimizerFastGradientClipping(torch.optim.SGD(model.parameters(), 1e-3), **terms)
        loss = DPLossFastGradientClipping(model, optimizer, nn.BCEWithLogitsLoss(reduction='mean'))
    def step():
        optimizer.zero_grad(); loss(model(x), y).backward(); optimizer.step()
    return batch, step
print(json.dumps('Opacus ' + opacus.__version__ + ', torch ' + torch.__version__.split('+')[0] + ', Python ' + platform.python_version()), flush=True)
for line in sys.stdin:
    question = json.loads(line)
    batch, step = training(question['model'], question['mode'])
    step()
    cpu, wall, steps = time.process_time(), time.perf_counter(), 0
    while steps == 0 or time.process_time() - cpu < question['seconds']:
        step(); steps += 1
    print(json.dumps({'examples': steps * batch, 'cpuSeconds': time.process_time() - cpu, 'wallSeconds': time.perf_counter() - wall}), flush=True)
`;

/** @param python the interpreter's file name or path */
export async function openPeer({ python, env }: { python: string; env: NodeJS.ProcessEnv }): Promise<{ contenders: Contender[]; absent: Absent[]; close: () => void }> {
  const peer = await startLineProcess({ command: python, args: ['-c', PROGRAM], env });
  if (peer === null) return { contenders: [], absent: [{ reason: `${python} cannot import torch and opacus, so there is nobody to compare with.` }], close: () => undefined };
  const contender = (mode: 'hooks' | 'ghost', title: string): Contender => ({
    name: `${String(peer.first)}: ${title}`,
    train: async (model, seconds) => (await peer.ask({ model, mode, seconds })) as Turn,
  });
  return { contenders: [contender('hooks', 'gradients by hooks'), contender('ghost', 'ghost clipping')], absent: [], close: () => peer.close() };
}
