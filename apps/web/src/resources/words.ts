/** Names of the data whose words are set by their underscores in no other way than to be read. */
const known: Readonly<Record<string, string>> = {
  drivers_license: 'Driving licence',
  ebike: 'E-bike',
  paypal: 'PayPal',
  paystub: 'Payslip',
  vehicle_insurance: 'Vehicle insurance',
  vehicle_registration: 'Vehicle registration',
  acss_debit: 'ACSS debit',
};

/** A value of the data as words: `direct_deposit` is `direct deposit`. */
export function words(value: string | null): string {
  return value === null ? 'not known' : (known[value] ?? value.replaceAll('_', ' '));
}

/** The same with a capital letter, as a heading or a cell begins. */
export function capital(value: string | null): string {
  const text = words(value);
  return text.charAt(0).toUpperCase() + text.slice(1);
}
