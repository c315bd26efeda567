import { companyAreas } from './nav.ts';
import { Palette } from './palette.tsx';

export default function CompanyPalette() {
  return <Palette areas={companyAreas} />;
}
