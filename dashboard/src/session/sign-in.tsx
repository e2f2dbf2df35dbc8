import { Button, PasswordInput } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { Mark } from '../frame/icons.js';
import classes from './session.module.css';
import { signIn } from './session.js';

/** Asks for the access key that the coordinator printed when it started. */
export function SignIn({ rejected }: { rejected: string | null }) {
  useDocumentTitle('Sign in · Commonward');
  const client = useQueryClient();
  const [accessKey, setAccessKey] = useState('');
  const entry = useMutation({ mutationFn: signIn, onSuccess: () => client.resetQueries() });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    entry.mutate(accessKey.trim());
  };
  return (
    <main className={classes.alone}>
      <form className={classes.card} onSubmit={submit}>
        <div className={classes.brand}>
          <Mark />
          Commonward
        </div>
        <h1>Sign in to the consortium</h1>
        <p className="cw-soft">The coordinator printed an address and an access key when it started. Open that address, or enter the key here.</p>
        <PasswordInput
          label="Access key"
          autoComplete="current-password"
          required
          autoFocus
          value={accessKey}
          onChange={(event) => setAccessKey(event.currentTarget.value)}
          error={entry.error?.message ?? rejected}
        />
        <Button type="submit" loading={entry.isPending}>
          Sign in
        </Button>
      </form>
    </main>
  );
}
