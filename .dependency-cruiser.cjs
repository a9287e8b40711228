// Imports go one way. Every rule says why.
const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

module.exports = {
  forbidden: [
    rule(
      'no-cycles',
      'A cycle means that two files are one file that was cut in the wrong place.',
      {},
      { circular: true },
    ),
    rule(
      'contracts-import-nothing',
      'Contracts are what everyone agrees on; if they knew anyone, they would not be shared any more.',
      { path: '^packages/contracts/' },
      { path: '^(packages/(?!contracts/)|services/)' },
    ),
    rule(
      'pure-packages-stay-pure',
      'What is clinically right, what a format says and what a chart looks like must be testable without a cloud.',
      { path: '^packages/(clinical|formats|charts)/src/', pathNot: '\\.test\\.ts$' },
      {
        path: '^(packages/(runtime|records|local-cloud)/|services/|node_modules/(fastify|@aws-sdk|pino|undici)(/|$))',
      },
    ),
    rule(
      'pure-packages-do-no-io',
      'Reading a clock, a file or the network in here would make a result depend on more than its bytes.',
      { path: '^packages/(contracts|clinical|formats|charts)/src/', pathNot: '\\.test\\.ts$' },
      { dependencyTypes: ['core'], pathNot: '^(node:)?(crypto|buffer|zlib)$' },
    ),
    rule(
      'pure-packages-do-not-know-each-other',
      'clinical, formats and charts meet in a service, through contracts; side by side each can be replaced.',
      { path: '^packages/(clinical|formats|charts)/' },
      { path: '^packages/(clinical|formats|charts)/', pathNot: '^packages/$1/' },
    ),
    rule(
      'sealing-knows-contracts-alone',
      'It runs at laboratories and at the platform; what it does must not depend on where.',
      { path: '^packages/sealing/src/', pathNot: '\\.test\\.ts$' },
      { path: '^(packages/(?!sealing/|contracts/)|services/|node_modules/@aws-sdk/)' },
    ),
    rule(
      'sealing-does-no-io',
      'Keys and files come from its callers: what it is given is all that it reads.',
      { path: '^packages/sealing/src/', pathNot: '\\.test\\.ts$' },
      { dependencyTypes: ['core'], pathNot: '^(node:)?(crypto|stream)$' },
    ),
    rule(
      'laboratories-get-no-aws-clients',
      'Sealing takes four parts of the AWS Encryption SDK; the package of all of them brings KMS and DynamoDB along.',
      { path: '^packages/' },
      { path: '(^|/)@aws-crypto/client-node' },
    ),
    rule(
      'runtime-knows-no-records',
      'Runtime is what every process needs; what is stored where is not its business.',
      { path: '^packages/runtime/src/', pathNot: '\\.test\\.ts$' },
      { path: '^packages/(records|local-cloud|clinical|formats|charts)/' },
    ),
    rule(
      'no-local-cloud-in-production',
      'The embedded cloud is for laptops and tests: nothing that runs at a hospital may lean on it.',
      { path: '^(packages/(?!local-cloud/)|services/)', pathNot: '(\\.test\\.ts$|/test/|/testing/|/bench/)' },
      { path: '^packages/local-cloud/' },
    ),
    rule(
      'no-testing-in-production',
      'A browser and stubs for tests: what runs at a hospital must not bring them along.',
      { path: '^(packages/(?!testing/)|services/)', pathNot: '(\\.test\\.ts$|/test/|/testing/|/bench/)' },
      { path: '^packages/testing/' },
    ),
    rule(
      'the-command-line-runs-at-labs',
      'It is installed at laboratories: what runs and stores at the platform is not to go there with it.',
      { path: '^packages/lab-cli/src/', pathNot: '\\.test\\.ts$' },
      { path: '^packages/(runtime|records|local-cloud|charts)/' },
    ),
    rule(
      'the-command-line-decides-apart-from-doing',
      'What becomes of a file must be testable without a folder or a server.',
      { path: '^packages/lab-cli/src/domain/', pathNot: '\\.test\\.ts$' },
      { path: '^packages/lab-cli/src/(adapters|commands|output|settings)/' },
    ),
    rule(
      'nobody-imports-the-command-line',
      'It is a program and not a library.',
      { path: '^(packages/(?!lab-cli/)|services/)' },
      { path: '^packages/lab-cli/' },
    ),
    rule(
      'operators-work-on-the-stores',
      "Operators reach the platform's own stores from their machine; serving, opening sealed files and drawing are the services' business.",
      { path: '^packages/operator-cli/src/', pathNot: '\\.test\\.ts$' },
      { path: '^packages/(?!(operator-cli|contracts|clinical|formats|records|runtime)/)' },
    ),
    rule(
      'nobody-imports-the-operators-command-line',
      'It is a program and not a library; above all it brings AWS clients that no laboratory should get.',
      { path: '^(packages/(?!operator-cli/)|services/)' },
      { path: '^packages/operator-cli/' },
    ),
    rule(
      'only-operators-decide-for-staff',
      'Whose a held result is, is said by a person: no service may say it by itself.',
      {
        path: '^(packages/(?!operator-cli/)|services/)',
        pathNot: '(^packages/records/|\\.test\\.ts$|/test/|/testing/)',
      },
      { path: '^packages/records/src/reviews\\.ts$' },
    ),
    rule(
      'services-do-not-import-services',
      'Services meet through queues, stores and HTTP only, so that each can be deployed alone.',
      { path: '^services/([^/]+)/' },
      { path: '^services/', pathNot: '^services/$1/' },
    ),
    rule(
      'packages-do-not-import-services',
      'A package that knew a service could not serve another.',
      { path: '^packages/' },
      { path: '^services/' },
    ),
    rule(
      'only-the-processor-writes-results',
      'One writer is what makes versions and withdrawals provable.',
      { path: '^(packages|services)/(?!processor/)', pathNot: '^packages/records/' },
      { path: '^packages/records/src/(writer|submission-states|patient-decisions)\\.ts$' },
    ),
    rule(
      'domain-stays-inside',
      'Use cases declare the ports they need; what stands behind a port is decided in wiring.ts.',
      { path: '^services/[^/]+/src/domain/', pathNot: '\\.test\\.ts$' },
      {
        path: '^(services/[^/]+/src/(?!domain/)|packages/(runtime|records|local-cloud)/|node_modules/(fastify|@aws-sdk|undici))',
      },
    ),
    rule(
      'only-wiring-composes',
      'One composition root per service: whoever wants to know what is plugged into what reads one file.',
      { path: '^services/[^/]+/src/(app|entry|domain|adapters)', pathNot: '\\.test\\.ts$' },
      { path: '^services/[^/]+/src/(wiring|main)\\.ts$' },
    ),
    rule(
      'adapters-do-not-serve',
      'An adapter speaks to one outside thing; routes and consumers belong to entry/.',
      { path: '^services/[^/]+/src/adapters/', pathNot: '\\.test\\.ts$' },
      { path: '^services/[^/]+/src/(entry|app)' },
    ),
    rule('no-unresolvable', 'An import that leads nowhere.', {}, { couldNotResolve: true }),
    rule(
      'no-undeclared-dependency',
      'What a workspace imports stands in its own package.json, or its container will not have it.',
      { path: '^(packages|services)/' },
      { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    ),
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.base.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(node_modules|dist|\\.turbo)/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
