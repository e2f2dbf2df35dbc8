/** The import directions of docs/ARCHITECTURE.md. A rule here is an invariant there. */
const NETWORK = '^(node:)?(net|tls|http|http2|https|dgram|dns)$|node_modules/@grpc|^proto/';

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } } },
    {
      name: 'libs-are-pure',
      comment: 'libs know nothing of services, wire, storage or frameworks',
      severity: 'error',
      from: { path: '^libs/', pathNot: '[.]spec[.]ts$' },
      to: { path: '^(site-agent|coordinator|dashboard|deploy|bench|test|proto)/|node_modules/(@grpc|@nestjs|libsql|mongodb)' },
    },
    {
      name: 'libs-touch-no-network-or-disk',
      comment: 'the exceptions read cohort folders, and the ledger that an auditor names, for people who hold them',
      severity: 'error',
      from: { path: '^libs/', pathNot: '[.](spec|fixture)[.]ts$|^libs/cohorts/src/files/|^libs/ledger-verifier/src/standalone/' },
      to: { path: '^(node:)?(fs|net|tls|http|http2|https|dgram|child_process|worker_threads)(/promises)?$' },
    },
    {
      name: 'the-ledger-verifier-stands-alone',
      comment: 'a second reader of ledgers is worth something only if it shares nothing with the first',
      severity: 'error',
      from: { path: '^libs/ledger-verifier/src/', pathNot: '[.](spec|fixture)[.]ts$' },
      to: { pathNot: '^libs/ledger-verifier/src/|node_modules/tweetnacl/|^(node:)?(fs|util)$' },
    },
    {
      name: 'only-privacy-opens-the-boundary',
      comment: 'mint, bind, draw, open and reveal are for libs/privacy alone',
      severity: 'error',
      from: { pathNot: '^libs/privacy/src/' },
      to: { path: '^libs/privacy/(src|dist)/boundary' },
    },
    {
      name: 'only-the-ledger-makes-debits',
      comment: 'nor does anything else say what may leave',
      severity: 'error',
      from: { pathNot: '^site-agent/src/ledger/' },
      to: { path: '^site-agent/src/ledger/(debit|witnessed-release|maskable-vector)[.]ts$' },
    },
    {
      name: 'site-talks-only-through-egress',
      comment: 'in the site agent only egress/ may reach anything that reaches a network',
      severity: 'error',
      from: { path: '^site-agent/src/', pathNot: '^site-agent/src/egress/|[.]spec[.]ts$' },
      to: { path: NETWORK },
    },
    {
      name: 'egress-does-not-read-records',
      severity: 'error',
      from: { path: '^site-agent/src/egress/' },
      to: { path: '^site-agent/src/(records|training)/|^libs/privacy/' },
    },
    {
      name: 'services-meet-only-in-proto',
      severity: 'error',
      from: { path: '^(coordinator|site-agent|dashboard|deploy|bench)/' },
      to: { path: '^(coordinator|site-agent|dashboard|deploy|bench)/', pathNot: '^$1/' },
    },
    {
      name: 'coordinator-only-post-processes',
      comment: 'nothing of the coordinator or the dashboard may reach the side that holds records',
      severity: 'error',
      from: { path: '^(coordinator|dashboard|libs/lineage)/' },
      to: { path: '^libs/(privacy|synthesis/src/site)/', reachable: true },
    },
    {
      name: 'a-replay-computes-without-tensors',
      comment: 'plans and the coordinator take what a network is, and compute it themselves, with the same bits everywhere',
      severity: 'error',
      from: { path: '^libs/synthesis/src/(plan|coordinator)/', pathNot: '[.](spec|fixture)[.]ts$' },
      to: { path: '^libs/networks/src/|node_modules/@tensorflow/', pathNot: '^libs/networks/src/architectures/' },
    },
    {
      name: 'architectures-need-no-tensors',
      severity: 'error',
      from: { path: '^libs/networks/src/architectures/' },
      to: { path: '^libs/networks/src/(adversarial|gradients)/|^libs/networks/src/layers/(run-layer|activation|conditioning|convolution|dense|gru|transposed-convolution)[.]ts$|node_modules/@tensorflow/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'the-coordinator-of-a-masked-round-holds-no-secrets-of-sites',
      severity: 'error',
      from: { path: '^libs/secure-aggregation/src/coordinator/' },
      to: { path: '^libs/secure-aggregation/src/(site|random)' },
    },
    {
      name: 'no-unlisted-packages',
      severity: 'error',
      from: { pathNot: ['[.]spec[.]ts$', '[.]fixture[.]ts$', '^test/', '^libs/[a-z]+/test/'] },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.cruise.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|gen)/' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'default'] },
  },
};
