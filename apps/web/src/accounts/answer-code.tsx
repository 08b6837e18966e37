import { TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useApi } from '../app/api.tsx';
import { Action } from '../ui/action.tsx';
import { explain, fieldError } from '../ui/explain.ts';
import { useToast } from '../ui/toasts.tsx';

/** Answers the verification code that a sandbox login waits for. */
export function AnswerCode({ account }: { account: string }) {
  const api = useApi();
  const queryClient = useQueryClient();
  const say = useToast();
  const [code, setCode] = useState('');
  const answer = useMutation(
    api.sandbox.answer.mutationOptions({
      onSuccess() {
        setCode('');
        say('Code sent.');
        void queryClient.invalidateQueries({
          queryKey: api.accounts.get.queryKey({ id: account }),
        });
      },
    }),
  );
  const send = (event: FormEvent) => {
    event.preventDefault();
    answer.mutate({ id: account, code });
  };
  const problem = answer.error
    ? (fieldError(answer.error, 'code') ?? explain(answer.error).title)
    : undefined;
  return (
    <form className="answer" onSubmit={send}>
      <TextInput
        label="Verification code"
        description="The login asks for one. Of the personas: 8081, 8082, 8083."
        inputMode="numeric"
        autoComplete="off"
        required
        withAsterisk={false}
        value={code}
        error={problem}
        onChange={(event) => setCode(event.currentTarget.value)}
      />
      <Action type="submit" variant="default" loading={answer.isPending}>
        Send code
      </Action>
    </form>
  );
}
