"""Reads the pictures named on the command line with another reader: `scan_peers.py zxing-cpp|opencv FILES…`.

One JSON line a file, like the `scan` example of lingpai-qr. Exits with 3 where the reader is not installed."""

import json
import sys
import time

try:
    import cv2

    if sys.argv[1] == "zxing-cpp":
        import zxingcpp
except ImportError:
    sys.exit(3)


def zxing(picture):
    return [found.text for found in zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode)]


def opencv(picture):
    _, texts, _, _ = cv2.QRCodeDetector().detectAndDecodeMulti(picture)
    return [text for text in texts if text]


read = {"zxing-cpp": zxing, "opencv": opencv}[sys.argv[1]]
for file in sys.argv[2:]:
    start = time.perf_counter()
    try:
        picture = cv2.imread(file, cv2.IMREAD_GRAYSCALE)
        texts = read(picture) if picture is not None else []
    except (cv2.error, UnicodeDecodeError):
        # OpenCV fails on texts that are not UTF-8.
        texts = []
    ms = (time.perf_counter() - start) * 1000
    print(json.dumps({"file": file, "texts": texts, "ms": ms}), flush=True)
