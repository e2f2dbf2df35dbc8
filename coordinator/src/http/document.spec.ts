import { describe, expect, it } from '@jest/globals';
import { previewDocument } from './preview.js';

const { paths, components } = await previewDocument();
const METHODS = ['get', 'post', 'delete'] as const;
const operations = Object.entries(paths).flatMap(([path, item]) =>
  METHODS.flatMap((method) => {
    const operation = item[method];
    return operation === undefined ? [] : [{ name: `${method} ${path}`, responses: operation.responses }];
  }),
);

describe('the OpenAPI document', () => {
  it.each(operations)('says what a success of $name looks like', ({ responses }) => {
    const successes = Object.entries(responses).filter(([status]) => status.startsWith('2'));
    expect(successes).toHaveLength(1);
    const [[status, response]] = successes;
    expect(status === '204' || (response !== undefined && 'content' in response)).toBe(true);
  });

  it('documents 201 where something new exists afterwards, and 200 where something is only done', () => {
    const status = (path: string) => Object.keys(paths[path].post?.responses ?? {}).filter((one) => one !== 'default');
    expect(['/api/studies', '/api/studies/{id}/exports', '/api/sites/invitations'].map(status)).toEqual([['201'], ['201'], ['201']]);
    expect(['/api/studies/forecast', '/api/studies/{id}/start', '/api/studies/{id}/stop'].map(status)).toEqual([['200'], ['200'], ['200']]);
  });

  it('defines every shape that it refers to', () => {
    const named = [...JSON.stringify({ paths, components }).matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name);
    expect(named.filter((name) => components?.schemas?.[name] === undefined)).toEqual([]);
  });

  it('declares every parameter that a path holds', () => {
    const declared = Object.fromEntries(Object.entries(paths).map(([path, { parameters = [] }]) => [path, parameters.map((parameter) => ('name' in parameter ? parameter.name : ''))]));
    expect(declared['/api/exports/{id}/files/{name}']).toEqual(['id', 'name']);
    expect(declared['/api/studies']).toEqual([]);
  });
});
