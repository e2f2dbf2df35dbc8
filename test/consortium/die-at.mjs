import { CoordinatorLink } from '../../site-agent/dist/egress/coordinator-link.js';
import { MaskedVector } from '../../site-agent/dist/egress/masked-vector.js';

/**
 * Loaded into a site's own program before it starts: the program is killed, as by kill -9, at one moment of its next masked round.
 * DIE_AT is `offer` (what the site has sealed is witnessed, nothing else has left), a message that the coordinator has just taken in,
 * or `frame` (the first frame of its masked vector is on its way, and the others are not).
 */
const at = process.env['DIE_AT'];
const { submitMasked } = CoordinatorLink.prototype;
const { frames } = MaskedVector.prototype;
const die = () => process.kill(process.pid, 'SIGKILL');

CoordinatorLink.prototype.submitMasked = async function (submission) {
  if (at === 'offer') die();
  await submitMasked.call(this, submission);
  if (submission.message.kind === at) die();
};

MaskedVector.prototype.frames = function* () {
  let sent = 0;
  for (const frame of frames.call(this)) {
    if (at === 'frame' && sent === 1) die();
    yield frame;
    sent += 1;
  }
};
