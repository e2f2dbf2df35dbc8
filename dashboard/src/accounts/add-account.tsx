import { Button, Group, Modal, NativeSelect, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import type { NewAccount, Role } from '../api/model.js';
import { accountsQuery, addAccount } from '../api/queries.js';
import { Command } from '../figures/command.js';
import { Moment } from '../figures/moment.js';
import { Failure } from '../states/failure.js';
import { roleWords } from './words.js';

const roles = Object.entries(roleWords).map(([value, { title, line }]) => ({ value, label: `${title}: ${line}` }));
const isRole = (text: string): text is Role => text in roleWords;

function Link({ account, onClose }: { account: NewAccount; onClose: () => void }) {
  return (
    <div className="cw-stack">
      <p>
        Give this address to <b>{account.name}</b> over a channel you both trust. It works once, until <Moment at={account.expiresAt} />.
      </p>
      <Command text={`${window.location.origin}/#setup=${account.setUpToken}`} label="One-time address" />
      <p className="cw-soft">It is shown only now. Should it be lost before it is used, make the account again under the same name.</p>
      <Group justify="flex-end">
        <Button onClick={onClose}>I have passed it on</Button>
      </Group>
    </div>
  );
}

function AccountForm({ onMade }: { onMade: (account: NewAccount) => void }) {
  const client = useQueryClient();
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role>('researcher');
  const make = useMutation({
    mutationFn: () => addAccount({ name: name.trim(), role }),
    onSuccess: (account) => {
      onMade(account);
      void client.invalidateQueries({ queryKey: accountsQuery.queryKey });
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    make.mutate();
  };
  const choose = (value: string): void => {
    if (isRole(value)) setRole(value);
  };
  return (
    <form className="cw-stack" onSubmit={submit}>
      <TextInput label="Name" description="Lower-case letters and digits." autoCapitalize="none" required data-autofocus value={name} onChange={(event) => setName(event.currentTarget.value)} />
      <NativeSelect label="Role" data={roles} value={role} onChange={(event) => choose(event.currentTarget.value)} />
      {make.error === null ? null : <Failure what="The account was not made." error={make.error} retry={null} />}
      <Group justify="flex-end">
        <Button type="submit" loading={make.isPending}>
          Make the link
        </Button>
      </Group>
    </form>
  );
}

/** Makes an account and its one-time link, which lives in this window only. */
export function AddAccount() {
  const [opened, window] = useDisclosure(false);
  const [account, setAccount] = useState<NewAccount | null>(null);
  const close = (): void => {
    window.close();
    setAccount(null);
  };
  return (
    <>
      <Button onClick={window.open}>Add account</Button>
      <Modal opened={opened} onClose={close} title={<b>Add an account</b>} closeOnClickOutside={account === null}>
        {account === null ? <AccountForm onMade={setAccount} /> : <Link account={account} onClose={close} />}
      </Modal>
    </>
  );
}
