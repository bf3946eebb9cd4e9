/* SPDX-License-Identifier: ISC */
/*
 * Planted faults: proof that a test can fail.  `if (PLANTED(3)) return (OK);`
 * is nothing in a normal build; configured --with-plant=3 it is fault 3, which
 * the test named in tests/plants must find.
 *
 * TO ADD ONE: 1. the next number in tests/plants with the test that finds it; 2. PLANTED(number) where the fault is.
 */
#ifndef BASE_PLANT_H
#define BASE_PLANT_H

#ifdef PLANT
#define PLANTED(number) (PLANT == (number))
#else
#define PLANTED(number) 0
#endif

#endif
