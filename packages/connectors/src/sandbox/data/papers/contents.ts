import type { Address, ScannedRecord } from '@intarsia/domain';

/** A party as papers name it; `number` is the one that tax forms ask for. */
export type Party = {
  readonly name: string;
  readonly address: Address | null;
  readonly number: string | null;
};

/** A payslip: everything that is printed on it, the payment as its JSON shows it. */
export type PaystubContent = {
  readonly form: 'paystub';
  readonly employer: Party;
  readonly employee: Party;
  readonly employee_id: string;
  readonly job_title: string;
  readonly payout: ScannedRecord<'payouts'>['data'];
};

/** A Form W-2 by the numbers of its boxes. */
export type W2Content = {
  readonly form: 'W-2';
  readonly year: number;
  readonly employer: Party;
  readonly employee: Party;
  /** Wages, tips, other compensation. */
  readonly box1: string;
  /** Federal income tax withheld. */
  readonly box2: string;
  /** Social security wages. */
  readonly box3: string;
  /** Social security tax withheld. */
  readonly box4: string;
  /** Medicare wages and tips. */
  readonly box5: string;
  /** Medicare tax withheld. */
  readonly box6: string;
  readonly box12: readonly { readonly code: string; readonly amount: string }[];
  readonly box14: readonly { readonly name: string; readonly amount: string }[];
  /** Null where the state taxes no income. */
  readonly state: {
    readonly state: string;
    /** State wages. */
    readonly box16: string;
    /** State income tax. */
    readonly box17: string;
    /** Local wages, local income tax and the name of the place; null where there is none. */
    readonly box18: string | null;
    readonly box19: string | null;
    readonly box20: string | null;
  } | null;
};

/** A Form 1099-NEC. */
export type NonemployeeContent = {
  readonly form: '1099-NEC';
  readonly year: number;
  readonly payer: Party;
  readonly recipient: Party;
  /** Nonemployee compensation. */
  readonly box1: string;
  /** Federal income tax withheld. */
  readonly box4: string;
};

/** A driver's licence. */
export type LicenceContent = {
  readonly form: 'drivers_license';
  readonly state: string;
  readonly number: string;
  readonly holder: Party;
  readonly birth_date: string;
  readonly issued: string;
  readonly expires: string;
};

/** A card of a car insurance. */
export type InsuranceContent = {
  readonly form: 'vehicle_insurance';
  readonly insurer: string;
  readonly policy_number: string;
  readonly insured: Party;
  readonly vehicle: string;
  readonly vin: string;
  readonly from: string;
  readonly to: string;
};

/** A registration card of a vehicle. */
export type RegistrationContent = {
  readonly form: 'vehicle_registration';
  readonly state: string;
  readonly plate: string;
  readonly owner: Party;
  readonly vehicle: string;
  readonly vin: string;
  readonly expires: string;
};

/** What the file of a document prints: the whole of it, as numbers and words. */
export type DocumentContent =
  | PaystubContent
  | W2Content
  | NonemployeeContent
  | LicenceContent
  | InsuranceContent
  | RegistrationContent;
