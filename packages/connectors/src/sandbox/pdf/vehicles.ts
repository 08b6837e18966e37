import type { InsuranceContent, RegistrationContent } from '../data/papers/contents.ts';
import { newCard } from './card.ts';
import { drawField, drawLines } from './fields.ts';
import { stateName } from './states.ts';
import { addressLines, colorOf, dayFigure, muted } from './words.ts';

/** A card for the glove box: five inches by three. */
const size = { width: 360, height: 216 };
const [LEFT, RIGHT] = [16, 204];
const [WIDE, NARROW] = [172, 140];

/** Draws the card of a car insurance. */
export function drawInsurance(content: InsuranceContent): Uint8Array<ArrayBuffer> {
  const { insurer, policy_number, insured, vehicle, vin, from, to } = content;
  const color = colorOf(insurer);
  const { pdf, sheet } = newCard({ ...size, title: insurer, kind: 'INSURANCE CARD', color });
  const type = { size: 9.5, width: WIDE };
  const policy = { label: 'Policy number', value: policy_number };
  drawField(sheet, { x: LEFT, y: 50 }, { ...policy, size: 13, width: WIDE, face: 'bold', color });
  const dates = { ...type, width: 70 };
  drawField(sheet, { x: RIGHT, y: 50 }, { label: 'Effective', value: dayFigure(from), ...dates });
  drawField(sheet, { x: RIGHT + 74, y: 50 }, { label: 'Expires', value: dayFigure(to), ...dates });
  const lines = [insured.name, ...addressLines(insured.address)];
  drawLines(sheet, { x: LEFT, y: 92 }, { label: 'Insured', lines, ...type });
  const narrow = { ...type, width: NARROW };
  drawField(sheet, { x: RIGHT, y: 92 }, { label: 'Vehicle', value: vehicle, ...narrow });
  drawField(
    sheet,
    { x: RIGHT, y: 122 },
    { label: 'Vehicle identification number', value: vin, ...narrow },
  );
  const note = 'Keep this card in the vehicle, and show it when asked for proof of insurance.';
  sheet.text(note, { x: LEFT, y: 190 }, { size: 6.4, color: muted });
  return pdf.bytes({
    title: `Insurance card ${policy_number}, ${insured.name}`,
    author: insurer,
    date: from,
  });
}

/** Draws the registration card of a vehicle. */
export function drawRegistration(content: RegistrationContent): Uint8Array<ArrayBuffer> {
  const { state, plate, owner, vehicle, vin, expires } = content;
  const color = colorOf(state);
  const kind = 'VEHICLE REGISTRATION';
  const { pdf, sheet } = newCard({ ...size, title: stateName(state), kind, color });
  const type = { size: 9.5, width: WIDE };
  sheet.area(
    { x: LEFT, y: 44, width: 116, height: 44 },
    { fill: '#FFFFFF', stroke: color, weight: 1.2, radius: 5 },
  );
  sheet.text(
    'License plate',
    { x: LEFT + 58, y: 54.5 },
    { size: 6.4, color: muted, align: 'center' },
  );
  const large = { size: 21, face: 'bold', color, align: 'center', width: 104 } as const;
  sheet.text(plate, { x: LEFT + 58, y: 78 }, large);
  const expiry = { label: 'Expires', value: dayFigure(expires) };
  drawField(sheet, { x: RIGHT, y: 54.5 }, { ...expiry, size: 13, width: NARROW, face: 'bold' });
  const lines = [owner.name, ...addressLines(owner.address)];
  drawLines(sheet, { x: LEFT, y: 110 }, { label: 'Registered owner', lines, ...type });
  const narrow = { ...type, width: NARROW };
  drawField(sheet, { x: RIGHT, y: 110 }, { label: 'Vehicle', value: vehicle, ...narrow });
  drawField(
    sheet,
    { x: RIGHT, y: 140 },
    { label: 'Vehicle identification number', value: vin, ...narrow },
  );
  return pdf.bytes({
    title: `Vehicle registration ${plate}, ${owner.name}`,
    author: stateName(state),
    date: null,
  });
}
