import { Button, Group, Modal, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import type { Invitation } from '../api/model.js';
import { inviteSite, sitesQuery } from '../api/queries.js';
import { Command } from '../figures/command.js';
import { Moment } from '../figures/moment.js';
import { Failure } from '../states/failure.js';

function Token({ invitation, onClose }: { invitation: Invitation; onClose: () => void }) {
  return (
    <div className="cw-stack">
      <p>
        Give this command to the operator of <b>{invitation.site}</b> over a channel you both trust. It works once, until <Moment at={invitation.expiresAt} />.
      </p>
      <Command text={`commonward-site join ${invitation.joinToken} --home site --records records.csv --dictionary dictionary.json --policy policy.json`} label="Command with the join token" />
      <p className="cw-soft">The token is shown only now. When this window is closed, it cannot be shown again; invite the site anew instead.</p>
      <Group justify="flex-end">
        <Button onClick={onClose}>I have passed it on</Button>
      </Group>
    </div>
  );
}

function NameForm({ onInvited }: { onInvited: (invitation: Invitation) => void }) {
  const client = useQueryClient();
  const [name, setName] = useState('');
  const invite = useMutation({
    mutationFn: () => inviteSite(name.trim()),
    onSuccess: (invitation) => {
      onInvited(invitation);
      void client.invalidateQueries({ queryKey: sitesQuery.queryKey });
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    invite.mutate();
  };
  return (
    <form className="cw-stack" onSubmit={submit}>
      <TextInput label="Name of the site" description="Short and without spaces; it stands in every receipt." required data-autofocus value={name} onChange={(event) => setName(event.currentTarget.value)} />
      {invite.error === null ? null : <Failure what="The site was not invited." error={invite.error} retry={null} />}
      <Group justify="flex-end">
        <Button type="submit" loading={invite.isPending}>
          Make the token
        </Button>
      </Group>
    </form>
  );
}

/** Makes a one-time join token. It lives in this window only and is forgotten when the window closes. */
export function InviteSite() {
  const [opened, window] = useDisclosure(false);
  const [invitation, setInvitation] = useState<Invitation | null>(null);
  const close = (): void => {
    window.close();
    setInvitation(null);
  };
  return (
    <>
      <Button onClick={window.open}>Invite site</Button>
      <Modal opened={opened} onClose={close} title={<b>Invite a site</b>} closeOnClickOutside={invitation === null}>
        {invitation === null ? <NameForm onInvited={setInvitation} /> : <Token invitation={invitation} onClose={close} />}
      </Modal>
    </>
  );
}
