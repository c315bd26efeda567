import { operatorAreas } from './nav.ts';
import { Palette } from './palette.tsx';

export default function OperatorPalette() {
  return <Palette areas={operatorAreas} />;
}
