import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { SetUp as SetUpLink } from '../api/model.js';
import { roleWords } from '../accounts/words.js';
import { Failure } from '../states/failure.js';
import { Entrance } from './entrance.js';
import classes from './session.module.css';
import { setUp, setUpQuery } from './session.js';

const LEAST = 12;

interface SetUpProps {
  readonly token: string;
  /** Called when the link has been used, or is not to be. */
  readonly onDone: () => void;
}

function problemOf(password: string, again: string): string | null {
  if (password.length < LEAST) return `Take at least ${LEAST} characters; a few words are easiest to keep in mind.`;
  return password === again ? null : 'The two are not the same.';
}

function Form({ token, link, onDone }: SetUpProps & { readonly link: SetUpLink }) {
  const client = useQueryClient();
  const [name, setName] = useState(link.account ?? '');
  const [password, setPassword] = useState('');
  const [again, setAgain] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const entry = useMutation({
    mutationFn: () => setUp({ token, name: name.trim(), password }),
    onSuccess: async () => {
      await client.resetQueries();
      onDone();
    },
  });
  const submit = (): void => {
    const found = problemOf(password, again);
    setProblem(found);
    if (found === null) entry.mutate();
  };
  return (
    <Entrance title="Set up your account" line={`You will be a ${roleWords[link.role].title.toLowerCase()}, who ${roleWords[link.role].line} This link works once.`} onSubmit={submit}>
      <TextInput label="Name" autoComplete="username" autoCapitalize="none" required readOnly={link.account !== null} value={name} onChange={(event) => setName(event.currentTarget.value)} />
      <PasswordInput label="Password" description={`At least ${LEAST} characters.`} autoComplete="new-password" required autoFocus={link.account !== null} value={password} onChange={(event) => setPassword(event.currentTarget.value)} />
      <PasswordInput label="Password again" autoComplete="new-password" required value={again} onChange={(event) => setAgain(event.currentTarget.value)} error={problem ?? entry.error?.message} />
      <Button type="submit" loading={entry.isPending}>
        Set up and sign in
      </Button>
    </Entrance>
  );
}

/** What a one-time set-up link opens: the choice of a password, and for the first study admin of a name. */
export function SetUp({ token, onDone }: SetUpProps) {
  const link = useQuery(setUpQuery(token));
  if (link.data !== undefined) return <Form token={token} link={link.data} onDone={onDone} />;
  if (link.error === null) return <main aria-busy="true" />;
  return (
    <main className={classes.alone}>
      <h1 className={classes.lost}>Set up your account</h1>
      <Failure what="The account cannot be set up." error={link.error} retry={null} />
      <Button onClick={onDone}>Go to the sign-in</Button>
    </main>
  );
}
