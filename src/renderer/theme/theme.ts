import { createTheme } from '@mantine/core';

/**
 * Behaviour and sizes only; colours come from tokens.css through mantine.css. Components are named, not imported: those
 * that only some screens use come with those screens.
 */
export const theme = createTheme({
  primaryColor: 'blue',
  autoContrast: false,
  respectReducedMotion: true,
  cursorType: 'pointer',
  components: {
    Button: { defaultProps: { size: 'xs', variant: 'default' } },
    Switch: { defaultProps: { size: 'sm', withThumbIndicator: false } },
    TextInput: { defaultProps: { size: 'xs' } },
    // A comma that is dropped would make a ceiling of 2,5 one of 25.
    NumberInput: { defaultProps: { size: 'xs', allowedDecimalSeparators: ['.', ','] } },
    NativeSelect: { defaultProps: { size: 'xs' } },
    Textarea: { defaultProps: { size: 'xs' } },
  },
});
