// Writes the files that a machine is started with into a folder, from a plan where one is given, and otherwise from the
// service module's templates with values of no meaning.
// usage: node render-user-data.mjs <folder> [plan.json of `terraform show -json`]
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const [folder, plan] = process.argv.slice(2);
if (folder === undefined) throw new Error('usage: node render-user-data.mjs <folder> [plan.json]');

const templates = join(import.meta.dirname, '../modules/service/templates');

const write = (machine, files) => {
  for (const { path, content } of files) {
    const target = join(folder, machine, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, content, { mode: path.startsWith('/opt/') ? 0o755 : 0o644 });
  }
};

function* modulesOf(module) {
  yield module;
  for (const child of module.child_modules ?? []) yield* modulesOf(child);
}

const fromPlan = (file) => {
  const { planned_values, values = planned_values } = JSON.parse(readFileSync(file, 'utf8'));
  const machines = [...modulesOf(values.root_module)]
    .flatMap(({ resources = [] }) => resources)
    .filter(({ type }) => type === 'aws_launch_template');
  if (machines.length === 0) throw new Error(`${file} holds no launch template.`);
  for (const { values: template, address } of machines) {
    if (!template.user_data) throw new Error(`${address}: its user data is not known before apply.`);
    const text = Buffer.from(template.user_data, 'base64').toString();
    write(template.name, JSON.parse(text.slice(text.indexOf('\n'))).write_files);
  }
};

const fromTemplates = () => {
  const expression = `base64encode(jsonencode({
    for name in fileset(${JSON.stringify(templates)}, "*.tftpl") : name => templatefile("${templates}/\${name}", {
      service = "ingest", image = "registry.example/ingest@sha256:0", registry = "registry.example", port = 8080,
      region = "us-east-1", parameter_path = "/labsecure/test/ingest", log_group = "/labsecure/test/ingest",
      group = "labsecure-test-ingest", drain_seconds = 40, leave_seconds = 30, settings_digest = "0" })
  }))`.replaceAll('\n', ' ');
  const empty = mkdtempSync(join(tmpdir(), 'render-'));
  const run = spawnSync('terraform', [`-chdir=${empty}`, 'console'], { input: expression, encoding: 'utf8' });
  rmSync(empty, { recursive: true });
  if (run.error) throw new Error('terraform is missing: the templates cannot be rendered.');
  if (run.status !== 0) throw new Error(run.stderr);
  const rendered = JSON.parse(Buffer.from(JSON.parse(run.stdout), 'base64').toString());
  const pathOf = (name) =>
    name.endsWith('.service.tftpl')
      ? `/etc/systemd/system/${name.replace('.tftpl', '')}`
      : `/opt/labsecure/${name.replace('.sh.tftpl', '')}`;
  write(
    'templates',
    Object.entries(rendered).map(([name, content]) => ({ path: pathOf(name), content })),
  );
};

if (plan === undefined) fromTemplates();
else fromPlan(plan);
