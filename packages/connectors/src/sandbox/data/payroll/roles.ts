/** A kind of work that an employer has. */
export interface Role {
  readonly title: string;
  readonly basis: 'hourly' | 'salary';
  /** Cents an hour, or whole currency units a year: from and to. */
  readonly pay: readonly [number, number];
  readonly hours: 'full-time' | 'part-time';
  /** Works on weekends as on any day. */
  readonly weekends?: true;
  /** Some of the hours are at night, and paid better. */
  readonly nights?: true;
  readonly tips?: true;
  readonly commission?: true;
}

type Roles = readonly [Role, ...Role[]];

function hourly(title: string, pay: readonly [number, number], more: Partial<Role> = {}): Role {
  return { title, basis: 'hourly', pay, hours: 'full-time', ...more };
}

function salary(title: string, pay: readonly [number, number], more: Partial<Role> = {}): Role {
  return { title, basis: 'salary', pay, hours: 'full-time', ...more };
}

const weekends = { weekends: true } as const;
const part = { hours: 'part-time', weekends: true } as const;

const office: Roles = [
  hourly('Office Coordinator', [1900, 2600]),
  hourly('Receptionist', [1650, 2200]),
  salary('Account Manager', [56_000, 88_000], { commission: true }),
  salary('Bookkeeper', [48_000, 66_000]),
  hourly('Technician', [2100, 3200]),
  hourly('Assistant', [1550, 2000], part),
];

const byType: Readonly<Record<string, Roles>> = {
  retail: [
    hourly('Sales Associate', [1550, 2100], weekends),
    hourly('Department Supervisor', [2000, 2800], weekends),
    hourly('Cashier', [1450, 1800], part),
    hourly('Stock Associate', [1500, 1900], { nights: true }),
    salary('Store Manager', [58_000, 92_000]),
  ],
  grocery: [
    hourly('Grocery Clerk', [1500, 1950], weekends),
    hourly('Produce Lead', [1800, 2350], weekends),
    hourly('Night Stocker', [1600, 2100], { nights: true }),
    hourly('Cashier', [1450, 1750], part),
  ],
  restaurant: [
    hourly('Barista', [1400, 1800], { ...weekends, tips: true }),
    hourly('Shift Lead', [1700, 2150], { ...weekends, tips: true }),
    hourly('Server', [1100, 1500], { ...part, tips: true }),
    salary('Store Manager', [52_000, 74_000]),
  ],
  logistics: [
    hourly('Package Handler', [1750, 2300], { nights: true }),
    hourly('Warehouse Associate', [1800, 2400]),
    hourly('Delivery Driver', [2000, 2900]),
    salary('Operations Supervisor', [60_000, 86_000]),
  ],
  healthcare: [
    hourly('Registered Nurse', [3400, 5200], { ...weekends, nights: true }),
    hourly('Medical Assistant', [1850, 2500]),
    hourly('Patient Care Technician', [1700, 2200], { ...weekends, nights: true }),
    salary('Clinic Administrator', [64_000, 98_000]),
  ],
  education: [
    salary('Teacher', [46_000, 78_000]),
    salary('School Counselor', [50_000, 80_000]),
    hourly('Teaching Assistant', [1500, 2000]),
    hourly('Substitute Teacher', [1700, 2300], { hours: 'part-time' }),
  ],
  hospitality: [
    hourly('Front Desk Agent', [1600, 2100], weekends),
    hourly('Room Attendant', [1500, 1900], { ...weekends, tips: true }),
    hourly('Night Auditor', [1700, 2200], { nights: true }),
    salary('Guest Services Manager', [52_000, 72_000]),
  ],
  manufacturing: [
    hourly('Machine Operator', [1900, 2700], { nights: true }),
    hourly('Assembler', [1700, 2200]),
    hourly('Maintenance Mechanic', [2600, 3800]),
    salary('Production Planner', [58_000, 82_000]),
  ],
  technology: [
    salary('Software Engineer', [96_000, 178_000]),
    salary('Support Specialist', [48_000, 70_000]),
    salary('Account Executive', [62_000, 94_000], { commission: true }),
    salary('Data Analyst', [72_000, 118_000]),
    hourly('Data Center Technician', [2400, 3600], { nights: true }),
  ],
};

/** What people do in a line of business; office work where nothing else is known. */
export function rolesIn(type: string): Roles {
  return byType[type] ?? office;
}
