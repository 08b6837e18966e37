import { describe, expect, test } from 'vitest';
import { personOf } from './person.ts';

describe('a person', () => {
  test('is a function of seed and login', () => {
    expect(personOf('a', 'gen_7')).toEqual(personOf('a', 'gen_7'));
    expect(personOf('b', 'gen_7')).not.toEqual(personOf('a', 'gen_7'));
    expect(personOf('a', 'gen_8')).not.toEqual(personOf('a', 'gen_7'));
  });

  test.each([
    ['test_1', '+18009000010', 'D1230010', 'test1@argyle.com'],
    ['test_2', '+18009000020', 'D1230020', 'test2@argyle.com'],
    ['test_3', '+18009000030', 'D1230030', 'test3@argyle.com'],
  ])('%s has the documented phone, licence and e-mail under every seed', (login, ...known) => {
    for (const seed of ['a', 'b', '']) {
      const { phone_number, licence, email } = personOf(seed, login);
      expect([phone_number, licence, email]).toEqual(known);
    }
  });

  test('test_1 was born on 1980-10-10 and lives in New York', () => {
    const { birth_date, hides_birth_year, city, address } = personOf('any', 'test_1');

    expect([birth_date, hides_birth_year, city.name]).toEqual(['1980-10-10', false, 'New York']);
    expect(address.state).toBe('NY');
  });

  test('has numbers that belong to nobody', () => {
    for (let n = 0; n < 500; n++) {
      const person = personOf('any', `gen_${n}`);
      expect(person.phone_number).toMatch(/^\+1\d{3}55501\d\d$/);
      expect(person.email).toMatch(/^[a-z]+\.[a-z]+\d+@example\.com$/);
      // Areas above 899 are no social security numbers; groups below 50 no taxpayer numbers either.
      expect(person.ssn).toMatch(/^9\d\d-[1-4]\d-\d{4}$/);
    }
  });

  test('is seldom like another one', () => {
    const people = Array.from({ length: 500 }, (_, n) => personOf('any', `gen_${n}`));

    expect(new Set(people.map(({ ssn }) => ssn)).size).toBe(500);
    expect(new Set(people.map(({ city }) => city.name)).size).toBe(9);
    const names = people.map(({ first_name, last_name }) => `${first_name} ${last_name}`);
    expect(new Set(names).size).toBeGreaterThan(350);
  });
});
