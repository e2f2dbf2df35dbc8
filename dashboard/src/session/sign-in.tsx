import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Entrance } from './entrance.js';
import { signIn } from './session.js';

/** Asks for name and password. */
export function SignIn() {
  const client = useQueryClient();
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const entry = useMutation({ mutationFn: () => signIn({ name, password }), onSuccess: () => client.resetQueries() });
  return (
    <Entrance title="Sign in to the consortium" line="A study admin makes accounts; each begins with a one-time link. The very first link is printed by the coordinator." onSubmit={() => entry.mutate()}>
      <TextInput label="Name" autoComplete="username" autoCapitalize="none" required autoFocus value={name} onChange={(event) => setName(event.currentTarget.value)} />
      <PasswordInput label="Password" autoComplete="current-password" required value={password} onChange={(event) => setPassword(event.currentTarget.value)} error={entry.error?.message} />
      <Button type="submit" loading={entry.isPending}>
        Sign in
      </Button>
    </Entrance>
  );
}
