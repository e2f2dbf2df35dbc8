import { Command } from '../figures/command.js';
import { Panel } from '../panel/panel.js';

/** How anyone with the folder checks it, without this coordinator. */
export function VerifyPanel({ directory }: { directory: string }) {
  return (
    <Panel title="Verify" line="Offline, with nothing but the folder; exit code 0 means that every check holds." aside={null}>
      <div className="cw-stack">
        <Command text={`commonward verify ${directory}`} label="Command that verifies this export" />
        <p className="cw-small cw-soft">
          It checks every checksum, signature and receipt, and replays the generator and these rows from the stored releases to the same bytes.
        </p>
      </div>
    </Panel>
  );
}
