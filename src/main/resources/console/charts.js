// The charts: uPlot, in the colours of the page.
import { samples } from './store.js';
import { number, rate } from './words.js';

/* global uPlot */

const HEIGHT = 150;

const charts = [
  { id: 'chart-books', series: [['fresh', 1], ['stale', 2], ['fetched', 3], ['failed', 4]], unit: rate },
  { id: 'chart-hits', series: [['hits', 1, 'from memory, %']], unit: rate, scale: [0, 100], goal: 80 },
  { id: 'chart-calls', series: [['good', 1], ['bad', 4, 'failed']], unit: rate },
  { id: 'chart-times', series: [['p50', 3, '50 % within'], ['p99', 2, '99 % within']], unit: rate },
  { id: 'chart-queue', series: [['pending', 3, 'waiting'], ['givenUp', 4, 'given up']], unit: number },
  { id: 'chart-lag', series: [['lag', 2, 'oldest event waiting']], unit: number },
  { id: 'chart-pool', series: [['active', 3, 'in use'], ['waiting', 4, 'requests that wait for one']], unit: number },
];

let range = 'live';

function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

/** A line at what is to be reached. */
function goal(value) {
  return {
    hooks: {
      draw: (plot) => {
        const y = Math.round(plot.valToPos(value, 'y', true));
        const { ctx, bbox } = plot;
        ctx.save();
        ctx.strokeStyle = colour('--chart-4');
        ctx.setLineDash([6, 5]);
        ctx.lineWidth = devicePixelRatio;
        ctx.beginPath();
        ctx.moveTo(bbox.left, y);
        ctx.lineTo(bbox.left + bbox.width, y);
        ctx.stroke();
        ctx.restore();
      },
    },
  };
}

function axis(more = {}) {
  return {
    stroke: colour('--quiet'),
    grid: { stroke: colour('--grid'), width: 1 },
    ticks: { stroke: colour('--grid'), width: 1 },
    font: '11px system-ui, sans-serif',
    ...more,
  };
}

function options(chart, parent) {
  return {
    width: Math.max(200, parent.clientWidth),
    height: HEIGHT,
    cursor: { y: false, points: { size: 6 } },
    legend: { live: true },
    scales: {
      x: { time: true, range: () => { const { from, to } = samples(range); return [from, to]; } },
      y: { range: (plot, min, max) => chart.scale ?? [0, Math.max(1, (max ?? 0) * 1.15)] },
    },
    axes: [axis({ space: 70 }), axis({ size: 46, values: (plot, ticks) => ticks.map((tick) => number(tick)) })],
    series: [
      { value: (plot, at) => (at === null || at === undefined ? '' : new Date(at * 1000).toLocaleTimeString()) },
      ...chart.series.map(([key, index, label]) => ({
        label: label ?? key,
        stroke: colour(`--chart-${index}`),
        width: 2,
        spanGaps: false,
        points: { show: false },
        value: (plot, value) => (value === null || value === undefined ? '–' : chart.unit(value)),
      })),
    ],
    plugins: chart.goal ? [goal(chart.goal)] : [],
  };
}

function data(chart) {
  const { all } = samples(range);
  return [all.map((sample) => sample.at), ...chart.series.map(([key]) => all.map((sample) => sample[key] ?? null))];
}

function describe(chart, values) {
  const parts = chart.series.map(([key, , label], i) => {
    const last = values[i + 1][values[i + 1].length - 1];
    return `${label ?? key} ${last === null || last === undefined ? 'unknown' : chart.unit(last)}`;
  });
  chart.plot.root.querySelector('canvas').setAttribute('aria-label', `Now: ${parts.join(', ')}`);
}

function make(chart) {
  const parent = document.getElementById(chart.id);
  chart.plot?.destroy();
  chart.plot = new uPlot(options(chart, parent), data(chart), parent);
  chart.plot.root.querySelector('canvas').setAttribute('role', 'img');
}

/** Draws what has come since. */
export function draw() {
  for (const chart of charts) {
    const values = data(chart);
    chart.plot.setData(values);
    describe(chart, values);
  }
}

/** Shows the last 30 minutes (live) or the last 24 hours (day). */
export function show(wanted) {
  range = wanted;
  draw();
}

/** Makes all of them; anew when the colours change, and as wide as there is room. */
export function begin() {
  charts.forEach(make);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
    charts.forEach(make);
    draw();
  });
  const resized = new ResizeObserver(() => {
    for (const chart of charts) {
      const width = document.getElementById(chart.id).clientWidth;
      if (width > 0 && Math.abs(width - chart.plot.width) > 1) {
        chart.plot.setSize({ width, height: HEIGHT });
      }
    }
  });
  resized.observe(document.getElementById('main'));
}
