/** Only the parts of Mantine that are used; its order is baseline, variables, global, components, then ours. */
import '@mantine/core/styles/baseline.css';
import '@mantine/core/styles/default-css-variables.css';
import '@mantine/core/styles/global.css';
import '@mantine/core/styles/UnstyledButton.css';
import '@mantine/core/styles/Button.css';
import '@mantine/core/styles/Loader.css';
import '@mantine/core/styles/InlineInput.css';
import '@mantine/core/styles/Switch.css';
import '@mantine/core/styles/Input.css';
import '@mantine/core/styles/NumberInput.css';
import './tokens.css';
import './mantine.css';
import './base.css';
import './contrast.css';
import './print.css';
