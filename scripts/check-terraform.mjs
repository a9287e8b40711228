// Checks terraform/ and the workflows: format, validity, tests, a whole life (apply, a second plan without changes, destroy)
// of each environment into a local state, checkov, actionlint, user data, and IAM policies against the code.
//
// Needs `terraform` on the PATH and a provider: the real one where its registry is reached, or what the executable named by
// TERRAFORM_PROVIDER_SETUP sets up. It is asked with --mirror and prints `export NAME=value` lines; its provider is taken to
// answer without an AWS account, and only then is anything applied.
//
// What cannot be run is said, and fails only with REQUIRE_ALL=1.
import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';

const CHECKOV = '3.3.30';
const ACTIONLINT = 'v1.7.12';

const root = resolve(import.meta.dirname, '..');
const source = join(root, 'terraform');
const work = mkdtempSync(join(tmpdir(), 'labsecure-terraform-'));

const env = { ...process.env, TF_IN_AUTOMATION: '1', CHECKPOINT_DISABLE: '1', NO_COLOR: '1' };
// Whatever the caller has set for a run of their own must not reach this one.
for (const name of Object.keys(env))
  if (/^TF_(VAR_|CLI_ARGS|WORKSPACE|DATA_DIR)/.test(name)) delete env[name];
if (env.TF_CLI_CONFIG_FILE && !existsSync(env.TF_CLI_CONFIG_FILE)) delete env.TF_CLI_CONFIG_FILE;
// Node 24, wherever this was started from.
env.PATH = [join(root, 'node_modules/.bin'), env.PATH].join(delimiter);

const tools = join(env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'labsecure-tools');

let passed = 0;
let failed = 0;
const notRun = [];

const pass = (what, detail = '') => {
  passed += 1;
  console.log(`ok      ${what}${detail && ` (${detail})`}`);
};
const fail = (what, output) => {
  failed += 1;
  console.log(`FAILED  ${what}\n${output.trim().replace(/^/gm, '        ')}`);
};
const skip = (what, why) => {
  notRun.push(what);
  console.log(`NOT RUN ${what}: ${why}`);
};

/** Runs a command to its end; `out` is all that it said. */
function run(command, args, { cwd = root, minutes = 20 } = {}) {
  return new Promise((done) => {
    let out = '';
    let said = '';
    const child = spawn(command, args, {
      cwd,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: minutes * 60_000,
    });
    child.stdout.on('data', (chunk) => {
      out += chunk;
      said += chunk;
    });
    child.stderr.on('data', (chunk) => {
      out += chunk;
    });
    child.on('error', (error) => done({ code: -1, out: String(error), said: '' }));
    child.on('close', (code) => done({ code, out, said }));
  });
}
const terraform = (cwd, ...args) => run('terraform', args, { cwd });

const onPath = (name) =>
  (env.PATH ?? '').split(delimiter).some((folder) => folder && existsSync(join(folder, name)));

/** A check that is one command: it passes when the command does. */
async function check(what, command, args, options) {
  const { code, out } = await run(command, args, options);
  if (code === 0) pass(what);
  else fail(what, out);
  return code === 0;
}

/** A copy to work in, as far apart from resources.json as the original: nothing is left behind in the source tree. */
function copyOf(name) {
  const copy = join(work, name, 'terraform');
  cpSync(source, copy, {
    recursive: true,
    filter: (path) => !/\.terraform(\.lock\.hcl)?$|\.tfstate|\.auto\.tfvars/.test(path),
  });
  const contracts = join(work, name, 'packages/contracts');
  mkdirSync(contracts, { recursive: true });
  cpSync(join(root, 'packages/contracts/resources.json'), join(contracts, 'resources.json'));
  return copy;
}

/** Finds a provider: `cloudless` when it needs no AWS account, `why` when there is none. */
async function findProvider() {
  const setup = env.TERRAFORM_PROVIDER_SETUP;
  if (setup) {
    const { code, out, said } = await run(setup, ['--mirror']);
    const settings = [...said.matchAll(/^export (\w+)=(.+)$/gm)];
    if (code !== 0 || settings.length === 0) return { why: `TERRAFORM_PROVIDER_SETUP failed: ${out.trim()}` };
    for (const [, name, value] of settings) env[name] = value;
  } else if (!env.TF_PLUGIN_CACHE_DIR) {
    // Else each module would download its own copy of the provider, some hundred megabytes each.
    env.TF_PLUGIN_CACHE_DIR = join(tools, 'terraform-plugins');
    mkdirSync(env.TF_PLUGIN_CACHE_DIR, { recursive: true });
    // What is in the cache is taken from there and not fetched again: two at a time would write over each other's provider.
    env.TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE = '1';
  }
  const trial = copyOf('trial');
  const { code, out } = await run('terraform', ['init', '-backend=false', '-input=false'], {
    cwd: join(trial, 'modules/kms'),
    minutes: 5,
  });
  if (code === 0) return { cloudless: Boolean(setup) };
  const last = out.trim().split('\n').filter(Boolean).slice(-3).join(' ');
  return {
    why: setup
      ? `the provider of TERRAFORM_PROVIDER_SETUP was refused: ${last}`
      : `no provider registry is reached, and TERRAFORM_PROVIDER_SETUP names nothing`,
  };
}

/** Validity and tests of one folder that Terraform can be run in. */
async function checkFolder(copy, folder) {
  const cwd = join(copy, folder);
  const name = folder === '.' ? 'the whole' : folder;
  const init = await terraform(cwd, 'init', '-backend=false', '-input=false');
  if (init.code !== 0) return fail(`init of ${name}`, init.out);
  const validate = await terraform(cwd, 'validate');
  if (validate.code !== 0) return fail(`validate ${name}`, validate.out);
  pass(`validate ${name}`);

  const test = await terraform(cwd, 'test');
  const [, good, bad] = test.out.match(/(\d+) passed, (\d+) failed/) ?? [];
  if (test.code !== 0 || !Number(good) || Number(bad)) return fail(`test ${name}`, test.out);
  passed += Number(good) - 1;
  pass(`test ${name}`, `${good} tests`);
}

async function checkFolders() {
  const copy = copyOf('tests');
  const folders = [
    '.',
    'bootstrap',
    ...readdirSync(join(source, 'modules')).map((module) => `modules/${module}`),
  ];
  // The whole takes longest, so it comes first; two at a time keep two cores busy.
  const worker = async () => {
    for (let folder = folders.shift(); folder; folder = folders.shift()) await checkFolder(copy, folder);
  };
  await Promise.all([worker(), worker()]);
}

const digest = `sha256:${'0123456789abcdef'.repeat(4)}`;
const images = Object.fromEntries(
  ['ingest', 'notify', 'portal', 'processor', 'report'].map((service) => [
    service,
    `123456789012.dkr.ecr.us-east-1.amazonaws.com/labsecure-${service}@${digest}`,
  ]),
);

/**
 * One environment from nothing to nothing. Gives the JSON of its second plan, in which every id is known, or undefined.
 */
async function wholeLife(environment) {
  const copy = copyOf(environment);
  writeFileSync(join(copy, 'backend_override.tf'), 'terraform {\n  backend "local" {}\n}\n');
  writeFileSync(join(copy, 'images.auto.tfvars.json'), JSON.stringify({ images }));
  const step = async (what, command, ...args) => {
    const given = command === 'init' ? [] : [`-var-file=environments/${environment}.tfvars`];
    const { code, out } = await terraform(copy, command, '-input=false', ...given, ...args);
    if (code === 0) pass(`${environment}: ${what}`, out.match(/\d+ (added|destroyed)[^\n]*/)?.[0]);
    else fail(`${environment}: ${what}`, out);
    return code === 0;
  };

  if (!(await step('init', 'init'))) return undefined;
  if (!(await step('apply', 'apply', '-auto-approve'))) return undefined;
  // Ends with 2, not 0, when anything would change.
  await step('a second plan changes nothing', 'plan', '-detailed-exitcode', '-out=second.tfplan');
  const { said } = await terraform(copy, 'show', '-json', 'second.tfplan');
  const plan = join(work, `${environment}.plan.json`);
  writeFileSync(plan, said);

  // As README.md tells operators to.
  const unprotected = ['-auto-approve', '-var=deletion_protection=false'];
  if (await step('lets go of what is protected', 'apply', ...unprotected))
    await step('destroy', 'destroy', ...unprotected);
  return plan;
}

/** What one plan of a whole environment has to keep. */
async function checkPlan(environment, plan) {
  const about = `the plan of ${environment}`;
  await check(`promises in ${about}`, 'node', ['scripts/check-plan.ts', plan]);
  await check(`rights in ${about} against the code`, 'node', ['scripts/check-iam.ts', plan]);
  await checkMachines(`machines in ${about}`, plan);
}

/** Scripts and units that machines start with; without a plan, the templates. */
async function checkMachines(what, ...plan) {
  const { code, out } = await run('terraform/scripts/check-user-data.sh', plan);
  const missing = out.match(/^NOT CHECKED: .*$/gm);
  if (code === 3) skip(what, (missing ?? [out.trim()]).join('; '));
  else if (code === 0) pass(what);
  else fail(what, out);
}

/** The tool's path: from the PATH, or installed once into the cache. */
async function toolOr(name, install) {
  if (onPath(name)) return { path: name };
  mkdirSync(tools, { recursive: true });
  return install();
}

const checkovTool = () =>
  toolOr('checkov', async () => {
    const folder = join(tools, `checkov-${CHECKOV}`);
    const path = join(folder, 'bin/checkov');
    if (existsSync(path)) return { path };
    if (!onPath('python3')) return { why: 'neither checkov nor python3 is on the PATH' };
    const steps = [
      ['python3', ['-m', 'venv', folder]],
      [join(folder, 'bin/pip'), ['install', '--quiet', '--disable-pip-version-check', `checkov==${CHECKOV}`]],
    ];
    for (const [command, args] of steps) {
      const { code, out } = await run(command, args);
      if (code !== 0) {
        rmSync(folder, { recursive: true, force: true });
        return {
          why: `checkov ${CHECKOV} could not be installed from PyPI: ${out.trim().split('\n').at(-1)}`,
        };
      }
    }
    return { path };
  });

const actionlintTool = () =>
  toolOr('actionlint', async () => {
    const folder = join(tools, `actionlint-${ACTIONLINT}`);
    const path = join(folder, 'actionlint');
    if (existsSync(path)) return { path };
    if (!onPath('go')) return { why: 'neither actionlint nor go is on the PATH' };
    env.GOBIN = folder;
    const { code, out } = await run('go', [
      'install',
      `github.com/rhysd/actionlint/cmd/actionlint@${ACTIONLINT}`,
    ]);
    return code === 0
      ? { path }
      : { why: `actionlint ${ACTIONLINT} could not be built: ${out.trim().split('\n').at(-1)}` };
  });

async function checkov(plans) {
  const { path, why } = await checkovTool();
  if (!path) return skip('checkov', why);
  const scan = async (what, ...args) => {
    const config = ['--config-file', join(root, '.checkov.yaml'), '--compact', '--quiet', '--skip-download'];
    const { code, out } = await run(path, [...args, ...config]);
    // What it cannot read it does not check, and is content.
    if (code === 0 && !/Parsing errors: [1-9]/.test(out)) pass(what);
    else fail(what, out);
  };
  await scan('checkov over the code', '--directory', source, '--framework', 'terraform', 'secrets');
  await scan(
    'checkov over the workflows',
    '--directory',
    join(root, '.github'),
    '--framework',
    'github_actions',
  );
  for (const [environment, plan] of plans)
    await scan(`checkov over the plan of ${environment}`, '--file', plan, '--framework', 'terraform_plan');
}

async function actionlint() {
  const { path, why } = await actionlintTool();
  if (path) await check('actionlint over the workflows', path, []);
  else skip('actionlint over the workflows', why);
}

async function main() {
  const plans = [];
  await check('scripts of a deployment', 'terraform/scripts/check-deployment.sh', []);
  if (!onPath('terraform')) {
    skip('everything of Terraform', 'there is no terraform on the PATH (1.11 or later is needed)');
  } else {
    await check('terraform fmt', 'terraform', ['fmt', '-check', '-recursive', source]);
    const { why, cloudless } = await findProvider();
    if (why) {
      skip('validate, test, apply and destroy', why);
    } else {
      await checkFolders();
      if (cloudless) {
        for (const [environment, plan] of await Promise.all(
          ['dev', 'prod'].map(async (environment) => [environment, await wholeLife(environment)]),
        )) {
          if (plan) plans.push([environment, plan]);
        }
      } else {
        skip(
          'apply and destroy of each environment',
          'the real provider needs an AWS account; set TERRAFORM_PROVIDER_SETUP to one that does not',
        );
      }
    }
    for (const [environment, plan] of plans) await checkPlan(environment, plan);
    if (plans.length === 0) {
      skip('promises, and rights against the code', 'there is no plan to read them from');
      await checkMachines('machines, from their templates');
    }
  }
  await checkov(plans);
  await actionlint();
}

try {
  await main();
} finally {
  rmSync(work, { recursive: true, force: true, maxRetries: 5, retryDelay: 1000 });
}

const missing = env.REQUIRE_ALL === '1' ? notRun.length : 0;
if (notRun.length > 0)
  console.log(`\nNot run: ${notRun.join('; ')}.${missing ? ' REQUIRE_ALL=1 asks for all.' : ''}`);
console.log(`\n${passed} passed, ${failed + missing} failed`);
process.exitCode = failed + missing > 0 || passed === 0 ? 1 : 0;
