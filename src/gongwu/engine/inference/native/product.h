/* Matrix products: y = W x for several x at once, each output summed in one fixed order.

   Weights are packed in panels of 32 outputs. A panel holds, for each input k in turn, the 32
   weights that lead from k to its outputs; so the lanes of a vector are outputs, a sum runs over
   k from 0 upwards in one lane, and nothing about it depends on how many x there are. Weights are
   read once, front to back, as memory likes it.

   bfloat16 weights lie two to a word: word i of the 16 holds output i in its low half and output
   i + 16 in its high half. A bfloat16 is the upper half of a float, so widening is a shift for
   the one and a mask for the other. Products and sums are float32. */

#ifndef GONGWU_PRODUCT_H
#define GONGWU_PRODUCT_H

#include "vector.h"

#define PANEL 32               /* outputs in a panel */
#define PARTS (PANEL / LANES)  /* vectors in one k of a panel */

/* Rows that share one reading of the weights, and how many sums may be under way at once: enough
   to hide the latency of an addition, few enough to stay in the registers. */
#if LANES == 16
#define MOST_ROWS 8
#define MOST_SUMS 16
#elif LANES == 8
#define MOST_ROWS 3
#define MOST_SUMS 12
#else
#define MOST_ROWS 3
#define MOST_SUMS 24
#endif
#define FITS(rows, panels) ((rows) * (panels) * PARTS <= MOST_SUMS)
#define TOGETHER(rows) (FITS(rows, 4) ? 4 : FITS(rows, 2) ? 2 : 1)

/* How far ahead of the sums weights are asked for: the processor's own guess stops at the end of
   each 4 KiB. Measured: a quarter faster with 16 rows of bfloat16. */
#define AHEAD_BYTES 4096

enum number { FLOAT32, BFLOAT16 };

struct panels {
    const void *weights;
    int64_t stride; /* bytes from one panel to the next */
    int64_t inputs;
    int64_t number; /* enum number */
};

/* What happens to a sum: bias, if any, is added to it, and `add` adds it to what y held. */
struct finish {
    const float *bias; /* one for each output from panel 0 on, or NULL */
    int add;
};

INLINE int64_t row_bytes(enum number number) { return PANEL * (number == BFLOAT16 ? 2 : 4); }

/* The weights from one k to the 32 outputs of a panel, widened. */
INLINE void widen(enum number number, const char *from, vector weight[PARTS]) {
#pragma GCC unroll 8
    for (int i = 0; i < PARTS; i++) {
        if (number == FLOAT32) {
            weight[i] = load((const float *)from + i * LANES);
        } else {
            words pairs = (words)load((const float *)from + i % (PARTS / 2) * LANES);
            weight[i] = (vector)(i < PARTS / 2 ? pairs << 16 : pairs & 0xffff0000u);
        }
    }
}

/* `rows` rows times `count` panels, all sums in registers. The first three arguments are
   constants wherever this is called, so the loops over them disappear. */
INLINE void tile(const int rows, const int count, const enum number number, const float *const *x,
                 struct panels panels, int64_t panel, float *const *y, struct finish finish) {
    vector sum[MOST_ROWS][4][PARTS];
    const char *from = (const char *)panels.weights + panel * panels.stride;
#pragma GCC unroll 8
    for (int r = 0; r < rows; r++)
#pragma GCC unroll 4
        for (int p = 0; p < count; p++)
#pragma GCC unroll 8
            for (int i = 0; i < PARTS; i++) sum[r][p][i] = (vector){0};

    for (int64_t k = 0; k < panels.inputs; k++, from += row_bytes(number)) {
#pragma GCC unroll 4
        for (int p = 0; p < count; p++) {
            vector weight[PARTS];
            if (rows > 1) /* one row outruns the memory anyway */
                for (int line = 0; line < row_bytes(number); line += 64)
                    __builtin_prefetch(from + p * panels.stride + AHEAD_BYTES + line);
            widen(number, from + p * panels.stride, weight);
#pragma GCC unroll 8
            for (int r = 0; r < rows; r++) {
                vector input = everywhere(x[r][k]);
#pragma GCC unroll 8
                for (int i = 0; i < PARTS; i++)
                    sum[r][p][i] = fused(weight[i], input, sum[r][p][i]);
            }
        }
    }

#pragma GCC unroll 8
    for (int r = 0; r < rows; r++)
#pragma GCC unroll 4
        for (int p = 0; p < count; p++)
#pragma GCC unroll 8
            for (int i = 0; i < PARTS; i++) {
                int64_t output = (panel + p) * PANEL + i * LANES;
                vector value = sum[r][p][i];
                if (finish.bias) value += load(finish.bias + output);
                if (finish.add) value += load(y[r] + output);
                store(y[r] + output, value);
            }
}

INLINE void sweep(const int rows, const enum number number, const float *const *x,
                  struct panels panels, int64_t first, int64_t last, float *const *y,
                  struct finish finish) {
    const int together = TOGETHER(rows);
    for (; first + together <= last; first += together)
        tile(rows, together, number, x, panels, first, y, finish);
    for (; first < last; first++) tile(rows, 1, number, x, panels, first, y, finish);
}

/* Panels [first, last) for at most MOST_ROWS rows: y[r][output] from x[r][k]. */
static void multiply(int rows, const float *const *x, struct panels panels, int64_t first,
                     int64_t last, float *const *y, struct finish finish) {
#define CASE(n)                                                       \
    case n:                                                           \
        if (panels.number == BFLOAT16)                                \
            sweep(n, BFLOAT16, x, panels, first, last, y, finish);    \
        else                                                          \
            sweep(n, FLOAT32, x, panels, first, last, y, finish);     \
        break
    switch (rows) {
        CASE(1);
        CASE(2);
        CASE(3);
#if MOST_ROWS == 8
        CASE(4);
        CASE(5);
        CASE(6);
        CASE(7);
        CASE(8);
#endif
    }
#undef CASE
}

/* The same for any number of rows that lie `stride` floats apart. */
struct rows {
    float *first;
    int64_t stride;
    int64_t count;
};

static void multiply_rows(struct rows x, struct panels panels, int64_t first, int64_t last,
                          struct rows y, struct finish finish) {
    int64_t blocks = (x.count + MOST_ROWS - 1) / MOST_ROWS;
    /* Several blocks read a panel in turn while it is in the cache; one block may read on. */
    int64_t band = blocks == 1 ? last - first : 1;
    for (int64_t panel = first; panel < last; panel += band) {
        for (int64_t block = 0; block < blocks; block++) {
            /* Blocks of like size: 5 and 4 rows keep the processor busier than 8 and 1. */
            int64_t row = x.count * block / blocks, end = x.count * (block + 1) / blocks;
            const float *from[MOST_ROWS];
            float *to[MOST_ROWS];
            for (int64_t r = row; r < end; r++) {
                from[r - row] = x.first + r * x.stride;
                to[r - row] = y.first + r * y.stride;
            }
            multiply((int)(end - row), from, panels, panel, panel + band, to, finish);
        }
    }
}

#endif
