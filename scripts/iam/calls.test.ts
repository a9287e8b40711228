import { expect, test } from 'vitest';
import { callsOf, unreached } from './calls.ts';
import { madeUpProgram } from './test/made-up-program.ts';

const table = `
  import { GetCommand, PutCommand, QueryCommand, paginateQuery } from '@aws-sdk/lib-dynamodb';
  const resourceName = (prefix: string, name: string) => \`\${prefix}\${name}\`;
  export const openTable = ({ documents, prefix }: any, name: string) => {
    const TableName = resourceName(prefix, name);
    const get = async (key: object) => documents.send(new GetCommand({ TableName, Key: key }));
    const put = async (item: object) => {
      const command = new PutCommand({ TableName, Item: item });
      return documents.send(command);
    };
    async function* walk(query: object) {
      for await (const page of paginateQuery({ client: documents }, { TableName, ...query })) yield page;
    }
    const all = (query: object) => walk(query);
    return { get, put, all };
  };`;
const labs = `
  import { openTable } from './table.ts';
  export const createLabs = (options: any) => {
    const labs = openTable(options, 'labs');
    const find = (lab_id: string) => labs.get({ lab_id });
    return {
      find,
      async byClient(client: string) {
        await labs.all({ IndexName: 'by-client', Values: { client } });
        return find(client);
      },
      put: (lab: object) => labs.put(lab),
    };
  };`;

const found = (files: Record<string, string>): string[] =>
  callsOf(madeUpProgram(files), '/app/main.ts', '/app')
    .map(({ command, resource, index, versioned }) =>
      [command, resource, index, versioned && 'versioned'].filter(Boolean).join(' '),
    )
    .sort();

test('A method of a repository that nobody calls is no call', () => {
  const main = `import { createLabs } from './labs.ts'; const labs = createLabs({}); await labs.find('1');`;
  expect(found({ 'main.ts': main, 'labs.ts': labs, 'table.ts': table })).toEqual(['Get labs']);
});

test('Tables and indexes are read from the arguments on the way', () => {
  const main = `
    import { createLabs } from './labs.ts';
    import { openTable } from './table.ts';
    const { byClient } = createLabs({});
    await byClient('c');
    await openTable({}, 'audit').put({});`;
  expect(found({ 'main.ts': main, 'labs.ts': labs, 'table.ts': table })).toEqual([
    'Get labs',
    'Put audit',
    'Query labs by-client',
  ]);
});

test('What is handed to a library counts as called by it', () => {
  const main = `
    import { get } from 'server';
    import { createLabs } from './labs.ts';
    const labs = createLabs({});
    get('/labs', async (request: any) => labs.find(request.id));
    get('/more', { handlers: { put: labs.put } });`;
  expect(found({ 'main.ts': main, 'labs.ts': labs, 'table.ts': table })).toEqual(['Get labs', 'Put labs']);
});

test('Ports are followed to what stands behind them, and those nobody uses are not', () => {
  const main = `
    import { createLabs } from './labs.ts';
    import { createRegister } from './register.ts';
    const labs = createLabs({});
    const ports = { read: labs.find, write: labs.put };
    await createRegister({ ...ports, spare: labs.byClient })('1');`;
  const register = `
    interface Ports { read: (id: string) => Promise<unknown>; write: unknown; spare: unknown }
    export const createRegister = ({ read }: Ports) => async (id: string) => read(id);`;
  expect(found({ 'main.ts': main, 'register.ts': register, 'labs.ts': labs, 'table.ts': table })).toEqual([
    'Get labs',
  ]);
});

test('A queue is known by the name its address was asked for', () => {
  const main = `
    import { GetQueueUrlCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
    const resolveQueueUrls = async (sqs: any, names: string[]): Promise<any> =>
      names.map(async (name) => sqs.send(new GetQueueUrlCommand({ QueueName: name })));
    const createOutcomes = ({ sqs, deadLetterQueueUrl }: any) => ({
      park: async () => sqs.send(new SendMessageCommand({ QueueUrl: deadLetterQueueUrl })),
      sendAgain: async () => sqs.send(new SendMessageCommand({ QueueUrl: 'never' })),
    });
    const sqs: any = {};
    const urls = await resolveQueueUrls(sqs, ['work', 'work-dlq']);
    const options = { sqs, queueUrl: urls.work, deadLetterQueueUrl: urls['work-dlq'] };
    await createOutcomes(options).park();`;
  expect(found({ 'main.ts': main })).toEqual([
    'GetQueueUrl work',
    'GetQueueUrl work-dlq',
    'SendMessage work-dlq',
  ]);
});

test('A copy reads what its source names, and a version counts where one may be named', () => {
  const main = `
    import { CopyObjectCommand, DeleteObjectCommand, HeadObjectCommand } from '@aws-sdk/client-s3';
    const resourceName = (prefix: string, name: string) => \`\${prefix}\${name}\`;
    const versionOf = (file: any) => (file.version === undefined ? {} : { VersionId: file.version });
    const sourceOf = (bucket: string, file: any): string => {
      const path = [bucket, file.key].join('/');
      return file.version === undefined ? path : \`\${path}?versionId=\${file.version}\`;
    };
    const createStore = ({ s3, bucket, other }: any) => {
      const copyOf = (file: any, key: string) => ({ Key: key, CopySource: sourceOf(bucket, file) });
      return {
        find: async (Key: string) => s3.send(new HeadObjectCommand({ Bucket: bucket, Key })),
        keep: async (file: any) => s3.send(new CopyObjectCommand({ Bucket: other, ...copyOf(file, 'k') })),
        remove: async (file: any) =>
          s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: file.key, ...versionOf(file) })),
      };
    };
    const store = createStore({ s3: {}, bucket: resourceName(process.env.P, 'drop'), other: resourceName(process.env.P, 'kept') });
    await store.find('a');
    await store.keep({});
    await store.remove({});`;
  expect(found({ 'main.ts': main })).toEqual([
    'CopyObject kept',
    'CopySource drop versioned',
    'DeleteObject drop versioned',
    'HeadObject drop',
  ]);
});

test('A copy whose source is not known is told, so that the check stops', () => {
  const main = `
    import { CopyObjectCommand } from '@aws-sdk/client-s3';
    const copy = async (s3: any, from: string) =>
      s3.send(new CopyObjectCommand({ Bucket: 'kept', Key: 'k', CopySource: from }));
    await copy({}, process.argv[2]);`;
  expect(found({ 'main.ts': main })).toEqual(['CopyObject kept', 'CopySource']);
});

test('A queue is known, too, where its name itself is a parameter', () => {
  const main = `
    import { SendMessageCommand } from '@aws-sdk/client-sqs';
    const resolveQueueUrls = async (names: string[]): Promise<any> => names;
    const createQueue = (sqs: any, queue: string) => async () => {
      const { [queue]: url = '' } = await resolveQueueUrls([queue]);
      await sqs.send(new SendMessageCommand({ QueueUrl: url }));
    };
    await createQueue({}, 'work')();
    await createQueue({}, 'news')();`;
  expect(found({ 'main.ts': main })).toEqual(['SendMessage news', 'SendMessage work']);
});

test('A publisher that is opened when it is first needed is followed too', () => {
  const main = `
    import { SendMessageCommand } from '@aws-sdk/client-sqs';
    const createQueue = (sqs: any) => {
      let publisher: Promise<() => Promise<void>> | undefined;
      const open = async () => async () => sqs.send(new SendMessageCommand({ QueueUrl: 'work' }));
      return async () => {
        publisher ??= open().catch((error: unknown) => { throw error; });
        await (await publisher)();
      };
    };
    await createQueue({})();`;
  expect(found({ 'main.ts': main })).toEqual(['SendMessage work']);
});

test('Where a name is lost on the way, those that the same file was given count', () => {
  const main = `
    import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
    const resourceName = (prefix: string, name: string) => \`\${prefix}\${name}\`;
    const createWriter = (documents: any) => {
      const send = async (items: any[]) => documents.send(new BatchWriteCommand({ RequestItems: items }));
      return async (name: string, item: object) => send([{ table: resourceName('x-', name), item }]);
    };
    await createWriter({})('submissions', {});`;
  expect(found({ 'main.ts': main })).toEqual(['BatchWrite submissions']);
});

test('Functions that call themselves or each other come to an end', () => {
  const main = `
    import { openTable } from './table.ts';
    const audit = openTable({}, 'audit');
    const even = (n: number, seen: object): unknown => odd(n - 1, { seen });
    const odd = (n: number, seen: object): unknown => even(n - 1, { seen, next: () => audit.get({ n }) });
    let options: any = {};
    options = { ...options, more: options };
    even(4, options.more.less);
    await audit.put({});`;
  expect(found({ 'main.ts': main, 'table.ts': table })).toEqual(['Put audit']);
});

test('An import of types alone runs nothing', () => {
  const main = `import type { Lab } from './start.ts'; export const lab: Lab | undefined = undefined;`;
  const start = `import { openTable } from './table.ts'; export interface Lab {} await openTable({}, 'labs').get({});`;
  expect(found({ 'main.ts': main, 'start.ts': start, 'table.ts': table })).toEqual([]);
  expect(found({ 'main.ts': main.replace('type ', ''), 'start.ts': start, 'table.ts': table })).toEqual([
    'Get labs',
  ]);
});

test('A call that no service reaches is named', () => {
  const main = `import { createLabs } from './labs.ts'; await createLabs({}).find('1');`;
  const program = madeUpProgram({ 'main.ts': main, 'labs.ts': labs, 'table.ts': table });
  expect(unreached(program, '/app', callsOf(program, '/app/main.ts', '/app'))).toEqual(['Put in table.ts:8']);
});
