/* Attention over pages: softmax(keys x query) x values, a few queries at a time.

   A tile is a few queries that read the same keys: neighbouring rows of one sequence times the
   query heads of one group. Tiling only shares the reading; each query is summed as if alone. */

#ifndef GONGWU_ATTENTION_H
#define GONGWU_ATTENTION_H

#include "memory.h"

struct tile_of_queries {
    int64_t row, rows;   /* of one sequence */
    int64_t head, heads; /* of one group */
};

/* Scores become odds that sum to 1 once multiplied by what is returned. Up to the end of the last
   page they become 0 where there is no key. */
static float soften(float *score, int64_t count) {
    int64_t end = (count + PAGE - 1) / PAGE * PAGE;
    for (int64_t i = count; i < end; i++) score[i] = -INFINITY;
    float highest = score[0];
    for (int64_t i = 1; i < count; i++) highest = score[i] > highest ? score[i] : highest;
    float partial[PARTIALS] = {0};
    for (int64_t start = 0; start < end; start += PARTIALS)
        for (int i = 0; i < PARTIALS; i++) {
            score[start + i] = exponential(score[start + i] - highest);
            partial[i] += score[start + i];
        }
    return 1.0f / total(partial);
}

/* read[q] = sum over positions of odds[q][position] * value, page by page: a page's sum is made
   apart and then added, so where a tile stops sharing cannot be seen in the bits. */
static void read_values(const struct net *net, float *const *pages, int64_t layer, int64_t group,
                        int count, const int64_t *seen, float *const *odds, float *const *read) {
    int64_t most = seen[count - 1], panels = whole_panels(net->head_width);
    for (int q = 0; q < count; q++) memset(read[q], 0, panels * PANEL * sizeof(float));
    for (int64_t start = 0; start < most; start += PAGE) {
        float *page = pages[start / PAGE];
        const float *from[MOST_ROWS];
        for (int q = 0; q < count; q++) from[q] = odds[q] + start;
        struct finish add = {.add = 1};
        int64_t first = seen[0] - start, last = most - start;
        if (first == last || first >= PAGE) {
            struct panels all = values_in(net, page, layer, group, last < PAGE ? last : PAGE);
            multiply(count, from, all, 0, panels, read, add);
            continue;
        }
        for (int q = 0; q < count; q++) { /* the queries stop at different places: one by one */
            int64_t part = seen[q] - start;
            if (part <= 0) continue;
            struct panels some = values_in(net, page, layer, group, part < PAGE ? part : PAGE);
            multiply(1, from + q, some, 0, panels, read + q, add);
        }
    }
}

/* Queries (already turned and scaled) of one tile -> what they read, written in their place in
   `read`. `scratch` is attention_scratch() floats of this thread. */
static void attend(const struct net *net, const struct step *step, int64_t layer,
                   struct tile_of_queries tile, struct rows query, struct rows read,
                   float *scratch) {
    int64_t group = tile.head / (net->heads / net->groups), width = net->head_width;
    float *const *pages = step->pages[tile.row];
    int64_t most = step->position[tile.row + tile.rows - 1] + 1;
    int64_t span = (most + PAGE - 1) / PAGE * PAGE;
    const float *from[MOST_ROWS];
    float *score[MOST_ROWS], *sum[MOST_ROWS], *to[MOST_ROWS];
    int64_t seen[MOST_ROWS];
    int count = 0;
    for (int64_t row = tile.row; row < tile.row + tile.rows; row++)
        for (int64_t head = tile.head; head < tile.head + tile.heads; head++, count++) {
            from[count] = query.first + row * query.stride + head * width;
            to[count] = read.first + row * read.stride + head * width;
            seen[count] = step->position[row] + 1;
            sum[count] = scratch + count * padded(width);
            score[count] = scratch + MOST_ROWS * padded(width) + count * span;
        }

    for (int64_t start = 0; start < most; start += PAGE) {
        float *here[MOST_ROWS];
        for (int q = 0; q < count; q++) here[q] = score[q] + start;
        /* A row may meet keys of its own future here; soften() never looks at those scores. */
        struct panels keys = keys_in(net, pages[start / PAGE], layer, group);
        int64_t left = whole_panels(most - start);
        multiply(count, from, keys, 0, left < PAGE / PANEL ? left : PAGE / PANEL, here,
                 (struct finish){0});
    }
    float share[MOST_ROWS];
    for (int q = 0; q < count; q++) share[q] = soften(score[q], seen[q]);
    read_values(net, pages, layer, group, count, seen, score, sum);
    for (int q = 0; q < count; q++)
        for (int64_t d = 0; d < width; d++) to[q][d] = sum[q][d] * share[q];
}

INLINE int64_t attention_scratch(const struct net *net, int64_t positions) {
    int64_t span = (positions + PAGE - 1) / PAGE * PAGE;
    return MOST_ROWS * (padded(net->head_width) + span);
}

#endif
