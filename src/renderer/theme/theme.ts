import { Button, createTheme, NumberInput, SegmentedControl, Switch, TextInput } from '@mantine/core';

/** Behaviour and sizes only; colours come from tokens.css through mantine.css. */
export const theme = createTheme({
  primaryColor: 'blue',
  autoContrast: false,
  respectReducedMotion: true,
  cursorType: 'pointer',
  components: {
    Button: Button.extend({ defaultProps: { size: 'xs', variant: 'default' } }),
    SegmentedControl: SegmentedControl.extend({ defaultProps: { size: 'xs', transitionDuration: 0 } }),
    Switch: Switch.extend({ defaultProps: { size: 'sm', withThumbIndicator: false } }),
    TextInput: TextInput.extend({ defaultProps: { size: 'xs' } }),
    NumberInput: NumberInput.extend({ defaultProps: { size: 'xs' } }),
  },
});
