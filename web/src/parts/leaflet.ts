// Leaflet with its style, in a piece of its own that is fetched only where there is a map.

import "leaflet/dist/leaflet.css";

export * as L from "leaflet";
