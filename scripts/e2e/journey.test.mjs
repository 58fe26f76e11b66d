import { defineJourney } from './journey.mjs';

defineJourney({ isBuilding: true, pictures: true });
