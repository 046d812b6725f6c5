import { Icon, iconNames } from '../../ui/icon.tsx';
import css from './gallery.module.css';
import { Part } from './part.tsx';

export const Icons = () => (
  <Part title="Icons">
    <ul className={css.icons}>
      {iconNames.map((name) => (
        <li key={name}>
          <Icon name={name} />
          <span className={css.token}>{name}</span>
        </li>
      ))}
    </ul>
  </Part>
);
