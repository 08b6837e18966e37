/** What is fixed of a person whatever the seed. The rest is drawn as for everybody. */
export interface KnownPerson {
  readonly first_name: string;
  readonly last_name: string;
  readonly email: string;
  readonly phone_number: string;
  readonly birth_date: string;
  readonly gender: string;
  readonly licence: string;
  readonly city: string;
}

/** The three personas of reference/sandbox.md: e-mail, phone, licence, and what is known of their lives. */
export const knownPeople: Readonly<Record<string, KnownPerson>> = {
  test_1: {
    first_name: 'Robin',
    last_name: 'Alder',
    email: 'test1@argyle.com',
    phone_number: '+18009000010',
    birth_date: '1980-10-10',
    gender: 'male',
    licence: 'D1230010',
    city: 'New York',
  },
  test_2: {
    first_name: 'Jordan',
    last_name: 'Birch',
    email: 'test2@argyle.com',
    phone_number: '+18009000020',
    birth_date: '1987-04-23',
    gender: 'male',
    licence: 'D1230020',
    city: 'Chicago',
  },
  test_3: {
    first_name: 'Sasha',
    last_name: 'Cedar',
    email: 'test3@argyle.com',
    phone_number: '+18009000030',
    birth_date: '1978-01-15',
    gender: 'female',
    licence: 'D1230030',
    city: 'Denver',
  },
};
