import { Button, Modal } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation } from '@tanstack/react-query';
import type { Site } from '../api/model.js';
import { downloadLedger } from '../api/queries.js';
import { Bones } from '../states/bones.js';
import { Failure } from '../states/failure.js';
import { LedgerVerdict } from './ledger-verdict.js';
import { verifyHere } from './verification.js';

/** Downloads what the coordinator holds of a site's ledger, and verifies it in this browser. */
export function VerifySiteLedger({ site }: { site: Site }) {
  const [opened, window] = useDisclosure(false);
  const verification = useMutation({ mutationFn: async () => verifyHere({ ledger: await downloadLedger(site.name), publicKey: site.publicKey, statements: [], coordinatorKey: null }) });
  const begin = (): void => {
    window.open();
    verification.mutate();
  };
  return (
    <>
      <Button variant="default" size="xs" justify="center" w="fit-content" onClick={begin}>
        Verify ledger
      </Button>
      <Modal opened={opened} onClose={window.close} size="xl" title={<b>The ledger of {site.name}, verified in this browser</b>}>
        {verification.isPending ? <Bones count={3} heightRem={2} /> : null}
        {verification.error === null ? null : <Failure what="The ledger was not verified." error={verification.error} retry={null} />}
        {verification.data === undefined ? null : <LedgerVerdict report={verification.data} sites={[site]} />}
      </Modal>
    </>
  );
}
