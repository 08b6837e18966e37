import type { DrawnFile } from '@intarsia/domain';
import type { DocumentContent } from '../data/papers/contents.ts';
import { drawLicence } from './licence.ts';
import { drawNonemployee } from './nonemployee.ts';
import { drawPaystub } from './paystub.ts';
import { drawInsurance, drawRegistration } from './vehicles.ts';
import { drawW2 } from './w2.ts';

/** Draws the file of a document: a payslip, a tax form or a card, by what the content is. */
export function drawDocument(content: DocumentContent): DrawnFile {
  return { media_type: 'application/pdf', bytes: bytesOf(content) };
}

function bytesOf(content: DocumentContent): Uint8Array {
  switch (content.form) {
    case 'paystub':
      return drawPaystub(content);
    case 'W-2':
      return drawW2(content);
    case '1099-NEC':
      return drawNonemployee(content);
    case 'drivers_license':
      return drawLicence(content);
    case 'vehicle_insurance':
      return drawInsurance(content);
    case 'vehicle_registration':
      return drawRegistration(content);
  }
}
