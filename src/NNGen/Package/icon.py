"""Draws icon.png, a small network on a rounded square, with nothing but the standard library."""

import math
import struct
import zlib
from pathlib import Path

SIZE = 128
SAMPLES = 4  # per axis and pixel, against stairs
BACKGROUND = (46, 39, 92)
LINE = (133, 122, 196)
COLUMNS = [  # x, ys, colour: inputs, hidden units, outputs
    (28, (40, 64, 88), (116, 214, 201)),
    (64, (28, 52, 76, 100), (255, 255, 255)),
    (100, (52, 76), (255, 190, 92)),
]
NODE_RADIUS = 8
LINE_HALF_WIDTH = 1.1
CORNER_RADIUS = 24


def distance_to_segment(x, y, a, b):
    (ax, ay), (bx, by) = a, b
    t = ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / ((bx - ax) ** 2 + (by - ay) ** 2)
    t = min(1, max(0, t))
    return math.hypot(x - ax - t * (bx - ax), y - ay - t * (by - ay))


EDGES = [
    ((left[0], y), (right[0], z))
    for left, right in zip(COLUMNS, COLUMNS[1:])
    for y in left[1]
    for z in right[1]
]


def colour_at(x, y):
    """The colour of a point, or None outside the rounded square."""
    inner = CORNER_RADIUS
    dx = max(inner - x, x - (SIZE - inner), 0)
    dy = max(inner - y, y - (SIZE - inner), 0)
    if math.hypot(dx, dy) > CORNER_RADIUS:
        return None
    for cx, ys, colour in COLUMNS:
        for cy in ys:
            if math.hypot(x - cx, y - cy) <= NODE_RADIUS:
                return colour
    if any(distance_to_segment(x, y, a, b) <= LINE_HALF_WIDTH for a, b in EDGES):
        return LINE
    return BACKGROUND


def pixel(px, py):
    points = [
        colour_at(px + (i + 0.5) / SAMPLES, py + (j + 0.5) / SAMPLES)
        for j in range(SAMPLES)
        for i in range(SAMPLES)
    ]
    inside = [point for point in points if point is not None]
    if not inside:
        return bytes(4)
    mean = [round(sum(point[c] for point in inside) / len(inside)) for c in range(3)]
    return bytes([*mean, round(255 * len(inside) / len(points))])


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


rows = b"".join(b"\0" + b"".join(pixel(x, y) for x in range(SIZE)) for y in range(SIZE))
header = struct.pack(">IIBBBBB", SIZE, SIZE, 8, 6, 0, 0, 0)
Path(__file__).with_name("icon.png").write_bytes(
    b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b"")
)
