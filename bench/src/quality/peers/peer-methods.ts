import { InvalidArgumentError } from 'commander';

/** Generators of others that records can be given to, as `bench/peers/tables.py` names them. */
export const PEER_METHODS = ['ctgan', 'tvae', 'gaussian-copula', 'mst', 'aim'] as const;
export type PeerMethod = (typeof PEER_METHODS)[number];

/** What a peer is shown: the values and no guarantee, or public cells under one for all records in one place. */
export type PeerView = 'values' | 'cells';

interface PeerKind {
  readonly title: string;
  readonly view: PeerView;
  /** What `python -m pip install` takes. */
  readonly packages: string;
}

export const PEER_KINDS: Readonly<Record<PeerMethod, PeerKind>> = {
  ctgan: { title: 'CTGAN', view: 'values', packages: 'ctgan' },
  tvae: { title: 'TVAE', view: 'values', packages: 'ctgan' },
  'gaussian-copula': { title: 'Gaussian copula', view: 'values', packages: 'copulas rdt' },
  mst: { title: 'MST', view: 'cells', packages: 'dpmm' },
  aim: { title: 'AIM', view: 'cells', packages: 'dpmm' },
};

/** The peers that a command line names, separated by commas; `none` is none. */
export function peerNames(text: string): readonly PeerMethod[] {
  if (text === 'none') return [];
  return text.split(',').map((name) => {
    const known = PEER_METHODS.find((method) => method === name);
    if (known === undefined) throw new InvalidArgumentError(`Expected some of ${PEER_METHODS.join(', ')}, separated by commas, or none.`);
    return known;
  });
}
