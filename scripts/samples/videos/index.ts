import type { VideoAd } from '../ad.ts';
import { budgetApp } from './budget-app.ts';
import { coffee } from './coffee.ts';
import { quietHeadphones } from './headphones.ts';
import { mealKit } from './meal-kit.ts';
import { runningShoe } from './shoe.ts';
import { skincare, skincareAgain } from './skincare.ts';
import { soda } from './soda.ts';
import { sofaAd } from './sofa.ts';

export const videos: readonly VideoAd[] = [
  skincare,
  skincareAgain,
  coffee,
  runningShoe,
  mealKit,
  budgetApp,
  soda,
  sofaAd,
  quietHeadphones,
];
