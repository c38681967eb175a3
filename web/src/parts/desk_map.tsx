// The open requests on a map. It comes after the queue has been drawn, since the queue says all of it in words.

import { useEffect, useRef, useState } from "preact/hooks";
import { useLoad, useWorkplace } from "../context";
import type { TriageWaiting } from "../types";
import { stageWords } from "./triage";

type Leaflet = typeof import("leaflet");
type Placed = TriageWaiting & { number: number; lat: number; lon: number };

/** Lines this far apart where there is no background, in degrees. */
const grid = 0.05;
/** Closer than this, in degrees, is one place on the map. */
const near = 0.002;
const englandAndWales: [number, number][] = [[49.9, -5.8], [55.9, 1.8]];

export function DeskMap({ requests }: { requests: TriageWaiting[] }) {
  const { session, agencies } = useWorkplace();
  const background = useLoad<{ has_background: boolean; credit: string }>("/map");
  const [leaflet, setLeaflet] = useState<Leaflet | null>(null);
  const box = useRef<HTMLDivElement>(null);
  const map = useRef<{ map: import("leaflet").Map; pins: import("leaflet").LayerGroup } | null>(null);
  const area = agencies.find(({ id }) => id === session.agency_id)?.area ?? null;
  const placed = requests.flatMap((one, i): Placed[] => (one.lat === null || one.lon === null ? [] : [{ ...one, number: i + 1, lat: one.lat, lon: one.lon }]));
  const without = requests.length - placed.length;

  useEffect(() => {
    void import("./leaflet").then(({ L }) => setLeaflet(L));
  }, []);
  useEffect(() => {
    if (!leaflet || !box.current || !background.data || map.current) return;
    const made = leaflet.map(box.current, { attributionControl: false, zoomControl: true, minZoom: 7, maxZoom: 18 });
    leaflet.control.scale({ imperial: true }).addTo(made);
    if (background.data.has_background) {
      leaflet.control.attribution({ prefix: false }).addTo(made);
      leaflet.tileLayer("/tiles/{z}/{x}/{y}.png", { attribution: background.data.credit.replace(/[<>&]/g, "") }).addTo(made);
    }
    const whole = leaflet.latLngBounds(area ? [[area.min_lat, area.min_lon], [area.max_lat, area.max_lon]] : englandAndWales);
    if (area && !background.data.has_background) drawGrid(leaflet, made, whole);
    const pinned = placed.map(({ lat, lon }): [number, number] => [lat, lon]);
    made.fitBounds((pinned.length ? leaflet.latLngBounds(pinned) : whole).pad(0.2), { maxZoom: 12, animate: false });
    map.current = { map: made, pins: leaflet.layerGroup().addTo(made) };
  }, [leaflet, background.data]);
  useEffect(() => () => {
    map.current?.map.remove();
    map.current = null;
  }, []);
  const shape = JSON.stringify(placed.map(({ request, place, number, lat, lon }) => [request.id, request.stage, place.band, number, lat, lon]));
  useEffect(() => {
    if (!leaflet || !map.current) return;
    map.current.pins.clearLayers();
    // The first to be helped on top.
    for (const together of atOnePlace(placed).reverse()) pin(leaflet, together).addTo(map.current.pins);
  }, [leaflet, background.data, shape]);

  if (!background.data) return null;
  return (
    <section aria-label="Map" class="govuk-!-margin-bottom-6 wm-no-print">
      <h2 class="govuk-heading-m">Map</h2>
      <div class="wm-map" ref={box} />
      <p class="wm-when">Numbers are places in the queue.{without > 0 && ` ${without} ${without === 1 ? "has" : "have"} no coordinates, and ${without === 1 ? "is" : "are"} in the queue alone.`}{!background.data.has_background && " No background is set up here; lines are some 5 km apart."}</p>
    </section>
  );
}

/** Those within a few steps of each other have one pin, in the colour of the first to be helped. */
function atOnePlace(placed: Placed[]): Placed[][] {
  const found: Placed[][] = [];
  for (const one of placed) {
    const there = found.find(([first]) => first && Math.abs(first.lat - one.lat) < near && Math.abs(first.lon - one.lon) < near);
    if (there) there.push(one);
    else found.push([one]);
  }
  return found;
}

function pin(leaflet: Leaflet, together: Placed[]) {
  const one = together[0] as Placed;
  const words = together.map((each) => `${each.number}: ${each.reference}, ${each.place.why}. ${stageWords[each.request.stage]}${each.call_sign ? ", " + each.call_sign : ""}`).join("; ");
  const isTaken = together.every(({ call_sign }) => call_sign);
  const icon = leaflet.divIcon({ className: `wm-pin wm-pin--${one.place.band}${isTaken ? " wm-pin--taken" : ""}`, html: together.map(({ number }) => number).join(","), iconSize: [together.length > 1 ? 18 + 14 * together.length : 30, 30] });
  const marker = leaflet.marker([one.lat, one.lon], { icon, title: words });
  const find = () => {
    const card = document.getElementById("request-" + one.request.id);
    card?.scrollIntoView({ block: "center" });
    card?.querySelector("a")?.focus({ preventScroll: true });
  };
  return marker.on("click", find).on("keypress", (event) => { if (event.originalEvent.key === "Enter") find(); });
}

function drawGrid(leaflet: Leaflet, on: import("leaflet").Map, bounds: import("leaflet").LatLngBounds) {
  const style = { color: "#b1b4b6", weight: 1, interactive: false };
  leaflet.rectangle(bounds, { color: "#505a5f", weight: 2, fill: false, interactive: false }).addTo(on);
  for (let lat = Math.ceil(bounds.getSouth() / grid) * grid; lat < bounds.getNorth(); lat += grid) leaflet.polyline([[lat, bounds.getWest()], [lat, bounds.getEast()]], style).addTo(on);
  for (let lon = Math.ceil(bounds.getWest() / grid) * grid; lon < bounds.getEast(); lon += grid) leaflet.polyline([[bounds.getSouth(), lon], [bounds.getNorth(), lon]], style).addTo(on);
}
