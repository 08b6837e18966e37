/** When all of it was made. */
export const exampleTime = '2022-04-22T14:26:40.682437Z';
const ACCOUNT = '018051ac-2b1e-7f0a-8a53-1f6f2f3d9b60';

/** Of the person and of the employer. */
export const address = {
  line1: '759 Victoria Plaza',
  line2: null,
  city: 'Los Angeles',
  state: 'CA',
  postal_code: '90210',
  country: 'US',
};

/** What all resources of one account have in common. */
export function resourceOf(id: string, employer: string) {
  return {
    id,
    account: ACCOUNT,
    employer,
    created_at: exampleTime,
    updated_at: exampleTime,
    metadata: {},
  };
}
