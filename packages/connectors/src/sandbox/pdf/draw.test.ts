import { describe, expect, test } from 'vitest';
import type { DocumentContent } from '../data/papers/contents.ts';
import { everythingIn, worldAt } from '../data/testing.ts';
import { sandbox } from '../index.ts';

const worlds = [
  ['walmart', 'test_1'],
  ['walmart', 'test_contractor'],
  ['uber', 'test_1'],
] as const;
const contents = worlds.flatMap(([slug, login]) =>
  everythingIn(worldAt(slug, login)).documents.map(({ content }) => content),
);
// Safe: contents are made by our own generators, whose types are these.
const formOf = (content: unknown) => (content as DocumentContent).form;

describe('the file of a document', () => {
  test.each([
    'paystub',
    'W-2',
    '1099-NEC',
    'drivers_license',
    'vehicle_insurance',
    'vehicle_registration',
  ])('is a small PDF, the same whenever it is drawn: %s', async (form) => {
    const content = contents.find((one) => formOf(one) === form);
    if (content === undefined) return expect.unreachable(form);

    const file = await sandbox.drawFile?.(content);
    const again = await sandbox.drawFile?.(structuredClone(content));

    expect(file?.media_type).toBe('application/pdf');
    expect(new TextDecoder().decode(file?.bytes.slice(0, 8))).toBe('%PDF-1.7');
    expect(file?.bytes.length).toBeLessThan(60_000);
    const empty = new Uint8Array();
    expect(Buffer.compare(again?.bytes ?? empty, file?.bytes ?? empty)).toBe(0);
  });
});
