import { Metadata, ResponderBuilder, ServerInterceptingCall, ServerListenerBuilder, status, type ServerInterceptor } from '@grpc/grpc-js';
import type { Leadership } from '../leadership/leadership.js';
import { failure } from './failure.js';

/** Sites are answered by the coordinator that leads; any other says UNAVAILABLE to every call, and why. */
export const leaderOnly =
  (leadership: Leadership): ServerInterceptor =>
  (_method, call) => {
    const listener = new ServerListenerBuilder()
      .withOnReceiveMetadata((metadata, next) => {
        const reason = whyNot(leadership);
        if (reason === null) next(metadata);
        else call.sendStatus({ code: status.UNAVAILABLE, details: 'This coordinator stands by.', metadata: new Metadata(), ...failure(reason.error) });
      })
      .build();
    return new ServerInterceptingCall(call, new ResponderBuilder().withStart((next) => next(listener)).build());
  };

function whyNot(leadership: Leadership): { readonly error: unknown } | null {
  try {
    leadership.assertLeads();
    return null;
  } catch (error) {
    return { error };
  }
}
