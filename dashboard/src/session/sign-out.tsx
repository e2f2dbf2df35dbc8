import { UnstyledButton } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { signOut } from './session.js';

export function SignOut() {
  const client = useQueryClient();
  const exit = useMutation({ mutationFn: signOut, onSuccess: () => client.resetQueries() });
  return (
    <UnstyledButton className="cw-link cw-small" onClick={() => exit.mutate()}>
      Sign out
    </UnstyledButton>
  );
}
