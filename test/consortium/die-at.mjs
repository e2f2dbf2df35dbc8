import { CoordinatorLink } from '../../site-agent/dist/egress/coordinator-link.js';

/**
 * Loaded into a site's own program before it starts: the program is killed, as by kill -9, at one moment of its next masked round.
 * DIE_AT is `offer` (what the site has sealed is witnessed, nothing else has left) or a message that the coordinator has just taken in.
 */
const at = process.env['DIE_AT'];
const { submitMasked } = CoordinatorLink.prototype;
const die = () => process.kill(process.pid, 'SIGKILL');

CoordinatorLink.prototype.submitMasked = async function (submission) {
  if (at === 'offer') die();
  await submitMasked.call(this, submission);
  if (submission.message.kind === at) die();
};
